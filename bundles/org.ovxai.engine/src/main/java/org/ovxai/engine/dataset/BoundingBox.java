package org.ovxai.engine.dataset;

/**
 * A rectangle in pixels of the picture, from its left upper corner on.
 *
 * @param x1 left edge
 * @param y1 upper edge
 * @param x2 right edge, the first column behind the box if the edges are whole numbers
 * @param y2 lower edge
 */
public record BoundingBox(double x1, double y1, double x2, double y2) {

  /** Refuses boxes without an area, and edges that are no numbers. */
  public BoundingBox {
    if (!(x1 < x2 && y1 < y2) || !Double.isFinite(x2 - x1) || !Double.isFinite(y2 - y1)) {
      throw new IllegalArgumentException(
          "A box from (" + x1 + ", " + y1 + ") to (" + x2 + ", " + y2 + ") has no area.");
    }
  }

  /** Whether a point lies in the box; its left and upper edge do, the others do not. */
  public boolean contains(double x, double y) {
    return x >= x1 && x < x2 && y >= y1 && y < y2;
  }
}
