package org.ovxai.engine.blackbox;

/** Enlarges grids linearly, as the paper on RISE does. */
final class LinearMasks implements MaskPainter {
  private final MaskAxis rows;
  private final MaskAxis columns;
  private final float[] lines;

  LinearMasks(MaskAxis rows, MaskAxis columns) {
    this.rows = rows;
    this.columns = columns;
    lines = new float[rows.cells() * columns.size()];
  }

  @Override
  public void paint(GridMask grid, float[] mask) {
    int width = columns.size();
    for (int x = 0; x < width; x++) {
      double place = columns.place(x + grid.shiftColumn());
      int left = (int) place;
      int right = Math.min(left + 1, columns.cells() - 1);
      float part = (float) (place - left);
      for (int r = 0; r < rows.cells(); r++) {
        float a = grid.kept(r, left, columns.cells()) ? 1 : 0;
        float b = grid.kept(r, right, columns.cells()) ? 1 : 0;
        lines[r * width + x] = a + part * (b - a);
      }
    }
    for (int y = 0; y < rows.size(); y++) {
      double place = rows.place(y + grid.shiftRow());
      int upper = (int) place;
      int lower = Math.min(upper + 1, rows.cells() - 1);
      mix(mask, y * width, upper * width, lower * width, (float) (place - upper));
    }
  }

  private void mix(float[] mask, int to, int upper, int lower, float part) {
    for (int x = 0; x < columns.size(); x++) {
      float a = lines[upper + x];
      mask[to + x] = a + part * (lines[lower + x] - a);
    }
  }
}
