package org.ovxai.engine.image;

/**
 * A box in a picture.
 *
 * @param x1 left edge in pixels of the picture
 * @param y1 upper edge
 * @param x2 right edge
 * @param y2 lower edge
 */
public record PixelBox(double x1, double y1, double x2, double y2) {}
