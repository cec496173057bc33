package org.ovxai.engine.detection;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The cells of a picture that grid detectors predict boxes for. */
final class Grid {
  private static final List<List<Integer>> STRIDES =
      List.of(List.of(8, 16, 32), List.of(8, 16, 32, 64));

  private Grid() {}

  static int columns(int width, int stride) {
    return (width + stride - 1) / stride;
  }

  static int cells(int height, int width, int stride) {
    return columns(height, stride) * columns(width, stride);
  }

  /** The strides that give so many cells, with some number of boxes a cell. */
  static Optional<List<Integer>> strides(int rows, int height, int width, int anchors) {
    return STRIDES.stream()
        .filter(s -> rows == anchors * s.stream().mapToInt(t -> cells(height, width, t)).sum())
        .findFirst();
  }

  /** Whether a grid detector with one or three boxes a cell gives so many rows. */
  static boolean fits(int rows, int height, int width) {
    return IntStream.of(1, 3).anyMatch(a -> strides(rows, height, width, a).isPresent());
  }
}
