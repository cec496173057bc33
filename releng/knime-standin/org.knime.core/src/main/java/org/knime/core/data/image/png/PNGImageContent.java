package org.knime.core.data.image.png;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.image.ImageContent;
import org.ovxai.standin.internal.Access;
import org.ovxai.standin.internal.StoredImages;

/** The bytes of a PNG file, kept as they came. */
public class PNGImageContent implements ImageContent {

  public static final DataType TYPE = DataType.getType(PNGImageCell.class);

  private static final int BLOB_BYTES = Integer.getInteger("org.knime.pngminblobsize", 40 * 1024);

  static {
    Access.provide(StoredImages.class, bytes -> new PNGImageContent(bytes, null).toImageCell());
  }

  private final byte[] bytes;
  private SoftReference<Image> decoded;

  /** Without bytes; only there because image contents need such a constructor. */
  public PNGImageContent() {
    this(null, null);
  }

  /** Decodes the bytes once: IllegalArgumentException when they are no image. */
  public PNGImageContent(byte[] imageBytes) {
    this(Objects.requireNonNull(imageBytes), decode(imageBytes));
  }

  /** Reads the stream to its end and leaves it open. */
  public PNGImageContent(InputStream is) throws IOException {
    this(is.readAllBytes());
  }

  private PNGImageContent(byte[] bytes, Image image) {
    this.bytes = bytes;
    decoded = new SoftReference<>(image);
  }

  private static BufferedImage decode(byte[] bytes) {
    BufferedImage image;
    try {
      image = ImageIO.read(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new IllegalArgumentException("The bytes cannot be decoded as an image", e);
    }
    if (image == null) {
      throw new IllegalArgumentException("The bytes are no image of a known format");
    }
    return image;
  }

  /** The bytes themselves, not to be changed. */
  public byte[] getByteArrayReference() {
    return bytes;
  }

  public byte[] getByteArray() {
    return bytes.clone();
  }

  public Image getImage() {
    Image image = decoded.get();
    if (image == null) {
      image = decode(bytes);
      decoded = new SoftReference<>(image);
    }
    return image;
  }

  @Override
  public void paint(Graphics2D g, int width, int height) {
    Image image = getImage();
    double scale =
        Math.min(
            1,
            Math.min(
                width / (double) image.getWidth(null), height / (double) image.getHeight(null)));
    int w = (int) Math.round(image.getWidth(null) * scale);
    int h = (int) Math.round(image.getHeight(null) * scale);
    g.drawImage(image, (width - w) / 2, (height - h) / 2, w, h, null);
  }

  @Override
  public void save(OutputStream output) throws IOException {
    output.write(bytes);
  }

  @Override
  public DataCell toImageCell() {
    return bytes.length >= BLOB_BYTES ? new PNGImageBlobCell(this) : new PNGImageCell(this);
  }

  @Override
  public Dimension getPreferredSize() {
    Image image = getImage();
    return new Dimension(image.getWidth(null), image.getHeight(null));
  }

  @Override
  public String getSummary() {
    Dimension size = getPreferredSize();
    return String.format(
        "PNG image, %d x %d pixels, %d bytes", size.width, size.height, bytes.length);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public boolean equals(Object o) {
    return o != null
        && getClass() == o.getClass()
        && Arrays.equals(bytes, ((PNGImageContent) o).bytes);
  }
}
