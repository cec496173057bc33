package org.ovxai.engine.detection;

/**
 * An object that a detector found.
 *
 * @param label index of its class, from 0
 * @param score confidence, 0..1
 * @param x1 left edge in pixels, of the network's input unless said otherwise
 * @param y1 upper edge
 * @param x2 right edge, at least x1
 * @param y2 lower edge, at least y1
 */
public record Detection(int label, double score, double x1, double y1, double x2, double y2) {

  /** Area in square pixels. */
  public double area() {
    return (x2 - x1) * (y2 - y1);
  }

  /** Intersection over union of the two boxes, 0..1; 0 if both are empty. */
  public double iou(Detection other) {
    return iou(other, 0);
  }

  /**
   * @param border what is added to extents: 1 where edges are whole pixels that belong to the box
   */
  double iou(Detection other, int border) {
    double width = Math.min(x2, other.x2) - Math.max(x1, other.x1) + border;
    double height = Math.min(y2, other.y2) - Math.max(y1, other.y1) + border;
    double intersection = Math.max(0, width) * Math.max(0, height);
    double union = area(border) + other.area(border) - intersection;
    return union > 0 ? intersection / union : 0;
  }

  private double area(int border) {
    return (x2 - x1 + border) * (y2 - y1 + border);
  }
}
