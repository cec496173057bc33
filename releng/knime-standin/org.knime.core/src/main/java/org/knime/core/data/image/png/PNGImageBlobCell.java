package org.knime.core.data.image.png;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataValue;
import org.knime.core.data.container.BlobDataCell;

/** A large PNG image; made by {@link PNGImageCellFactory}. */
public class PNGImageBlobCell extends BlobDataCell implements PNGImageValue {

  private static final long serialVersionUID = 1L;

  private final transient PNGImageContent content;

  PNGImageBlobCell(PNGImageContent content) {
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
    return content.equals(((PNGImageBlobCell) dc).content);
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
