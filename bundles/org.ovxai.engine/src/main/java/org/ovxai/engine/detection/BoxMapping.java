package org.ovxai.engine.detection;

import java.util.List;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.image.MapSize;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.model.InputInfo;

/**
 * Takes boxes and saliency maps from the network's input to the picture and back, according to how
 * {@link org.ovxai.engine.image.Preprocessor} gives the picture the input's size, to the pixel that
 * it rounds to.
 *
 * <p>Horizontally {@code picture = (input - padX) * scaleX + cropX}, vertically alike.
 */
public final class BoxMapping {
  private final int inputWidth;
  private final int inputHeight;
  private final int pictureWidth;
  private final int pictureHeight;
  private final double scaleX;
  private final double scaleY;
  private final double padX;
  private final double padY;
  private final double cropX;
  private final double cropY;

  /**
   * A mapping for a network's input and a picture of some size.
   *
   * @throws EngineException if the picture has no pixels
   */
  public BoxMapping(InputInfo input, int pictureWidth, int pictureHeight) {
    if (pictureWidth < 1 || pictureHeight < 1) {
      throw new EngineException(
          "A picture of " + pictureWidth + " x " + pictureHeight + " pixels has no boxes.");
    }
    this.pictureWidth = pictureWidth;
    this.pictureHeight = pictureHeight;
    int height = input.height();
    int width = input.width();
    inputHeight = height;
    inputWidth = width;
    double fit = Math.min((double) width / pictureWidth, (double) height / pictureHeight);
    switch (input.preprocessing().resizeMode()) {
      case STANDARD -> {
        scaleX = (double) pictureWidth / width;
        scaleY = (double) pictureHeight / height;
        padX = padY = cropX = cropY = 0;
      }
      case FIT_TO_WINDOW -> {
        scaleX = (double) pictureWidth / fitted(pictureWidth, fit);
        scaleY = (double) pictureHeight / fitted(pictureHeight, fit);
        padX = padY = cropX = cropY = 0;
      }
      case FIT_TO_WINDOW_LETTERBOX -> {
        scaleX = (double) pictureWidth / fitted(pictureWidth, fit);
        scaleY = (double) pictureHeight / fitted(pictureHeight, fit);
        padX = (width - fitted(pictureWidth, fit)) / 2;
        padY = (height - fitted(pictureHeight, fit)) / 2;
        cropX = cropY = 0;
      }
      case CROP -> {
        double aspect = (double) width / height;
        int cropWidth =
            Math.max(1, Math.min(pictureWidth, (int) Math.rint(pictureHeight * aspect)));
        int cropHeight =
            Math.max(1, Math.min(pictureHeight, (int) Math.rint(pictureWidth / aspect)));
        scaleX = (double) cropWidth / width;
        scaleY = (double) cropHeight / height;
        padX = padY = 0;
        cropX = (pictureWidth - cropWidth) / 2;
        cropY = (pictureHeight - cropHeight) / 2;
      }
      default -> throw new AssertionError(input.preprocessing().resizeMode());
    }
  }

  /** A detection of the network's input, in pixels of the picture, clipped to the picture. */
  public Detection toPicture(Detection d) {
    return new Detection(
        d.label(),
        d.score(),
        clip((d.x1() - padX) * scaleX + cropX, pictureWidth),
        clip((d.y1() - padY) * scaleY + cropY, pictureHeight),
        clip((d.x2() - padX) * scaleX + cropX, pictureWidth),
        clip((d.y2() - padY) * scaleY + cropY, pictureHeight));
  }

  /** Detections in pixels of the picture, clipped; without those that lie outside of it. */
  public List<Detection> toPicture(List<Detection> detections) {
    return detections.stream().map(this::toPicture).filter(d -> d.area() > 0).toList();
  }

  /** A detection of the picture, in pixels of the network's input; not clipped. */
  public Detection toInput(Detection d) {
    return new Detection(
        d.label(),
        d.score(),
        (d.x1() - cropX) / scaleX + padX,
        (d.y1() - cropY) / scaleY + padY,
        (d.x2() - cropX) / scaleX + padX,
        (d.y2() - cropY) / scaleY + padY);
  }

  /**
   * A map of the network's input as one of the picture: without what lies on padding, and with the
   * map's least value where the network does not see the picture. It has the input's scale; if the
   * input shows the whole picture and nothing else, it is the same map.
   */
  public SaliencyMap toPicture(SaliencyMap map) {
    int width = scaledWidth();
    int height = scaledHeight();
    if (whole()) {
      return map;
    }
    double[] columns = new double[width];
    for (int x = 0; x < width; x++) {
      double at = ((x + 0.5) * pictureWidth / width - cropX) / scaleX + padX;
      columns[x] = at * map.width() / inputWidth;
    }
    double[] rows = new double[height];
    for (int y = 0; y < height; y++) {
      double at = ((y + 0.5) * pictureHeight / height - cropY) / scaleY + padY;
      rows[y] = at * map.height() / inputHeight;
    }
    return MapSize.sampled(map, rows, columns);
  }

  /**
   * A map of the picture as one of the network's input, at the input's size; padding gets the map's
   * least value. If the input shows the whole picture and nothing else, it is the same map.
   */
  public SaliencyMap toInput(SaliencyMap map) {
    if (whole()) {
      return map;
    }
    double[] columns = new double[inputWidth];
    for (int x = 0; x < inputWidth; x++) {
      columns[x] = ((x + 0.5 - padX) * scaleX + cropX) * map.width() / pictureWidth;
    }
    double[] rows = new double[inputHeight];
    for (int y = 0; y < inputHeight; y++) {
      rows[y] = ((y + 0.5 - padY) * scaleY + cropY) * map.height() / pictureHeight;
    }
    return MapSize.sampled(map, rows, columns);
  }

  private boolean whole() {
    return scaledWidth() == inputWidth
        && scaledHeight() == inputHeight
        && padX + padY + cropX + cropY == 0;
  }

  /** Columns of the whole picture at the input's scale. */
  private int scaledWidth() {
    return Math.max(1, (int) Math.rint(pictureWidth / scaleX));
  }

  /** Rows of the whole picture at the input's scale. */
  private int scaledHeight() {
    return Math.max(1, (int) Math.rint(pictureHeight / scaleY));
  }

  private static int fitted(int extent, double fit) {
    return Math.max(1, (int) Math.rint(extent * fit));
  }

  private static double clip(double value, int extent) {
    return Math.max(0, Math.min(extent, value));
  }
}
