package org.knime.core.data.image;

import org.knime.core.data.DataValue;

/** An image of some format. */
public interface ImageValue extends DataValue {

  public ImageContent getImageContent();

  /** File extension without a dot, such as "png". */
  public String getImageExtension();
}
