package org.ovxai.nodes.table;

/** Column names of a table of image files. */
public final class ImageTable {
  /** The picture, a PNG cell. */
  public static final String IMAGE = "Image";

  /** A short name that no other picture of the table has. */
  public static final String IMAGE_NAME = "Image name";

  /** The absolute path of the file. */
  public static final String PATH = "Path";

  /** What the picture shows, as {@link org.ovxai.engine.dataset.AnnotationJson} writes it. */
  public static final String ANNOTATIONS = "Annotations";

  private ImageTable() {}
}
