package org.ovxai.engine.blackbox;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Range;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.ovxai.opencv.OpenCv;

/** Enlarges grids with OpenCV's bicubic interpolation, cut to 0..1, as openvino_xai does. */
final class CubicMasks implements MaskPainter {
  private final MaskAxis rows;
  private final MaskAxis columns;

  CubicMasks(MaskAxis rows, MaskAxis columns) {
    OpenCv.load();
    this.rows = rows;
    this.columns = columns;
  }

  @Override
  public void paint(GridMask grid, float[] mask) {
    float[] cells = new float[rows.cells() * columns.cells()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = grid.kept()[i] ? 1 : 0;
    }
    Mat small = new Mat(rows.cells(), columns.cells(), CvType.CV_32F);
    Mat large = new Mat();
    small.put(0, 0, cells);
    Imgproc.resize(
        small, large, new Size(columns.enlarged(), rows.enlarged()), 0, 0, Imgproc.INTER_CUBIC);
    Mat part =
        large.submat(
            new Range(grid.shiftRow(), grid.shiftRow() + rows.size()),
            new Range(grid.shiftColumn(), grid.shiftColumn() + columns.size()));
    part.get(0, 0, mask);
    part.release();
    large.release();
    small.release();
    for (int i = 0; i < mask.length; i++) {
      mask[i] = Math.max(0, Math.min(1, mask[i]));
    }
  }
}
