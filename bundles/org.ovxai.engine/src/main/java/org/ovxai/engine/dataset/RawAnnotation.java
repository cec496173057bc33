package org.ovxai.engine.dataset;

import java.util.Optional;

/**
 * An object as an annotation file has it.
 *
 * @param className the class by the file's name for it
 * @param edges left, upper, right and lower edge, not checked; empty if there is no box
 */
record RawAnnotation(String className, Optional<Edges> edges) {

  /** The edges of a box, in pixels of the picture; may be anything. */
  record Edges(double x1, double y1, double x2, double y2) {}
}
