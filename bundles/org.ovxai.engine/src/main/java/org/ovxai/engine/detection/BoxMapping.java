package org.ovxai.engine.detection;

import java.util.List;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.model.InputInfo;

/**
 * Takes boxes from pixels of the network's input to pixels of the picture and back, according to
 * how {@link org.ovxai.engine.image.Preprocessor} gives the picture the input's size, to the pixel
 * that it rounds to.
 *
 * <p>Horizontally {@code picture = (input - padX) * scaleX + cropX}, vertically alike.
 */
public final class BoxMapping {
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

  private static int fitted(int extent, double fit) {
    return Math.max(1, (int) Math.rint(extent * fit));
  }

  private static double clip(double value, int extent) {
    return Math.max(0, Math.min(extent, value));
  }
}
