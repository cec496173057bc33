package org.ovxai.engine.image;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * A table drawn as a picture: texts, and numbers with a bar behind each. Letters other than ASCII
 * become question marks.
 */
public final class BarTable {
  private static final int ROW = 30;
  private static final int PADDING = 8;
  private static final int LEAST_BAR = 100;
  private static final double FONT_SCALE = 0.5;
  private static final int FONT = Imgproc.FONT_HERSHEY_SIMPLEX;
  private static final Scalar PAPER = Scalar.all(255);
  private static final Scalar INK = new Scalar(40, 44, 52);
  private static final Scalar HEAD = new Scalar(226, 230, 238);
  private static final Scalar BAR = new Scalar(168, 208, 230);
  private static final Scalar LINE = new Scalar(205, 210, 220);

  private final List<Column> columns = new ArrayList<>();

  /**
   * A cell.
   *
   * @param text what is written
   * @param share how far the bar reaches, 0 to 1; empty if there is none
   */
  public record Cell(String text, OptionalDouble share) {
    /** A text without a bar. */
    public static Cell text(String text) {
      return new Cell(text, OptionalDouble.empty());
    }
  }

  private record Column(String title, List<Cell> cells) {
    boolean bars() {
      return cells.stream().anyMatch(c -> c.share().isPresent());
    }

    int width() {
      double texts =
          cells.stream().mapToDouble(c -> textWidth(c.text())).reduce(textWidth(title), Math::max);
      return 2 * PADDING + (int) Math.ceil(Math.max(texts, bars() ? LEAST_BAR : 0));
    }
  }

  /** Adds a column; all have the same number of cells. */
  public BarTable column(String title, List<Cell> cells) {
    if (!columns.isEmpty() && columns.get(0).cells().size() != cells.size()) {
      throw new IllegalArgumentException("Column '" + title + "' has " + cells.size() + " cells.");
    }
    columns.add(new Column(title, List.copyOf(cells)));
    return this;
  }

  private static double textWidth(String text) {
    return Imgproc.getTextSize(text, FONT, FONT_SCALE, 1, null).width;
  }

  /** The picture. */
  public RgbImage draw() {
    try (Mats mats = new Mats()) {
      int width = columns.stream().mapToInt(Column::width).sum();
      int rows = 1 + (columns.isEmpty() ? 0 : columns.get(0).cells().size());
      Mat picture = mats.add(new Mat(new Size(width, rows * ROW), CvType.CV_8UC3));
      picture.setTo(PAPER);
      Imgproc.rectangle(picture, new Point(0, 0), new Point(width, ROW - 1), HEAD, -1);
      int left = 0;
      for (Column column : columns) {
        write(picture, column.title(), left, 0);
        for (int i = 0; i < column.cells().size(); i++) {
          draw(picture, column.cells().get(i), left, column.width(), i + 1);
        }
        left += column.width();
      }
      for (int row = 1; row < rows; row++) {
        Imgproc.line(picture, new Point(0, row * ROW), new Point(width, row * ROW), LINE, 1);
      }
      return Mats.image(picture);
    }
  }

  private static void draw(Mat picture, Cell cell, int left, int width, int row) {
    if (cell.share().isPresent()) {
      double share = Math.min(Math.max(cell.share().getAsDouble(), 0), 1);
      int length = (int) Math.round(share * (width - PADDING));
      Imgproc.rectangle(
          picture,
          new Point(left + PADDING / 2, row * ROW + 4),
          new Point(left + PADDING / 2 + length, row * ROW + ROW - 4),
          BAR,
          -1);
    }
    write(picture, cell.text(), left, row);
  }

  private static void write(Mat picture, String text, int left, int row) {
    Imgproc.putText(
        picture,
        text,
        new Point(left + PADDING, row * ROW + ROW * 2 / 3),
        FONT,
        FONT_SCALE,
        INK,
        1,
        Imgproc.LINE_AA);
  }
}
