package org.knime.core.data.image.png;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataValue;

/** A small PNG image; made by {@link PNGImageCellFactory}. */
public class PNGImageCell extends DataCell implements PNGImageValue {

  private static final long serialVersionUID = 1L;

  private final transient PNGImageContent content;

  PNGImageCell(PNGImageContent content) {
    this.content = content;
  }

  @Override
  public PNGImageContent getImageContent() {
    return content;
  }

  @Override
  public String getImageExtension() {
    return "png";
  }

  @Override
  public String toString() {
    return content.toString();
  }

  @Override
  protected boolean equalsDataCell(DataCell dc) {
    return content.equals(((PNGImageCell) dc).content);
  }

  @Override
  protected boolean equalContent(DataValue otherValue) {
    return content.equals(((PNGImageValue) otherValue).getImageContent());
  }

  @Override
  public int hashCode() {
    return content.hashCode();
  }
}
