package org.knime.core.data.image;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.io.IOException;
import java.io.OutputStream;
import org.knime.core.data.DataCell;

/** Content of an image. */
public interface ImageContent {

  /** Paints the image into the given width and height in pixels. */
  public void paint(Graphics2D g, int width, int height);

  public Dimension getPreferredSize();

  public DataCell toImageCell();

  /** Writes the encoded image; leaves the stream open. */
  public void save(OutputStream output) throws IOException;

  public String getSummary();
}
