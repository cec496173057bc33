package org.ovxai.engine.image;

import org.opencv.imgproc.Imgproc;

/** Colour maps, as OpenCV defines them: from the least value to the greatest. */
public enum ColorMap {
  /** Blue, cyan, yellow, red. */
  JET(Imgproc.COLORMAP_JET),
  /** Violet, green, yellow; perceptually uniform. */
  VIRIDIS(Imgproc.COLORMAP_VIRIDIS),
  /** Black, purple, orange, pale yellow; perceptually uniform. */
  INFERNO(Imgproc.COLORMAP_INFERNO),
  /** Blue, purple, orange, yellow; perceptually uniform. */
  PLASMA(Imgproc.COLORMAP_PLASMA),
  /** Black, red, yellow, white. */
  HOT(Imgproc.COLORMAP_HOT);

  private final int code;

  ColorMap(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
