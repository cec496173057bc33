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
}
