package org.ovxai.engine.detection;

/** A box by its edges. */
record Corners(double x1, double y1, double x2, double y2) {

  static Corners ofCentre(double x, double y, double width, double height) {
    return new Corners(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
  }

  Corners times(double factorX, double factorY) {
    return new Corners(x1 * factorX, y1 * factorY, x2 * factorX, y2 * factorY);
  }

  Corners clipped(double width, double height) {
    return new Corners(clip(x1, width), clip(y1, height), clip(x2, width), clip(y2, height));
  }

  boolean isFinite() {
    return Double.isFinite(x1) && Double.isFinite(y1) && Double.isFinite(x2) && Double.isFinite(y2);
  }

  private static double clip(double value, double extent) {
    return Math.max(0, Math.min(extent, value));
  }
}
