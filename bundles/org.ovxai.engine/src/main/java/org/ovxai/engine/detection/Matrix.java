package org.ovxai.engine.detection;

/** A part of an array seen as rows and columns. */
record Matrix(float[] values, int offset, int rows, int columns, int rowStep, int columnStep) {

  static Matrix of(float[] values, int rows, int columns) {
    return new Matrix(values, 0, rows, columns, columns, 1);
  }

  float at(int row, int column) {
    return values[offset + row * rowStep + column * columnStep];
  }

  Matrix transposed() {
    return new Matrix(values, offset, columns, rows, columnStep, rowStep);
  }

  Matrix rows(int from, int count) {
    return new Matrix(values, offset + from * rowStep, count, columns, rowStep, columnStep);
  }

  Matrix columns(int from, int count) {
    return new Matrix(values, offset + from * columnStep, rows, count, rowStep, columnStep);
  }

  boolean finite(int row) {
    for (int c = 0; c < columns; c++) {
      if (!Float.isFinite(at(row, c))) {
        return false;
      }
    }
    return true;
  }

  /** Whether all finite values lie in a range. */
  boolean within(double min, double max) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        float value = at(r, c);
        if (Float.isFinite(value) && (value < min || value > max)) {
          return false;
        }
      }
    }
    return true;
  }
}
