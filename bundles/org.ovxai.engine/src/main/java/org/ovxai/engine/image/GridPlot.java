package org.ovxai.engine.image;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.ovxai.engine.EngineException;

/** The explanations of a picture side by side: a grid of pictures with their titles. */
public final class GridPlot {
  /** Explanations that one plot has at most. */
  public static final int MOST = 24;

  /** Columns, if nothing else is said. */
  public static final int COLUMNS = 4;

  private static final int PANEL_WIDTH = 360;
  private static final int GAP = 16;
  private static final int TITLE_HEIGHT = 44;
  private static final int TITLE_BASELINE = 16;
  private static final int NOTE_BASELINE = 36;
  private static final int MOST_LETTERS = 46;
  private static final int FONT = Imgproc.FONT_HERSHEY_DUPLEX;
  private static final double TITLE_SCALE = 0.5;
  private static final double NOTE_SCALE = 0.42;
  private static final Scalar BLACK = new Scalar(0, 0, 0);
  private static final Scalar GREY = new Scalar(85, 85, 85);

  private final List<Panel> panels;
  private final int columns;
  private final int[] heights;
  private final int[] tops;

  /**
   * One explanation.
   *
   * @param title what it is, for instance {@code koala (105)}
   * @param note a second, smaller line, for instance the confidence; may be empty
   * @param image the picture
   */
  public record Panel(String title, String note, RgbImage image) {
    /** The panel of a class: its name and index, and its confidence unless that is NaN. */
    public static Panel of(String label, int index, double confidence, RgbImage image) {
      String name = label.equals(String.valueOf(index)) ? "" : label + " ";
      return new Panel(
          name.isEmpty() ? "Class " + index : name + "(" + index + ")",
          Double.isNaN(confidence) ? "" : "confidence " + Confidence.twoDecimals(confidence),
          image);
    }
  }

  /**
   * A plot.
   *
   * @param panels what it shows, row by row; the first {@value #MOST} of them
   * @param columns columns, from 1
   * @throws EngineException if there are no panels or no columns
   */
  public GridPlot(List<Panel> panels, int columns) {
    if (panels.isEmpty() || columns < 1) {
      throw new EngineException(
          "A grid of "
              + panels.size()
              + " pictures in "
              + columns
              + " columns cannot be drawn; both must be 1 or more.");
    }
    this.panels = panels.stream().limit(MOST).toList();
    this.columns = Math.min(columns, this.panels.size());
    heights = new int[(this.panels.size() + this.columns - 1) / this.columns];
    for (int i = 0; i < this.panels.size(); i++) {
      int row = i / this.columns;
      heights[row] = Math.max(heights[row], height(this.panels.get(i).image()));
    }
    tops = new int[heights.length];
    for (int row = 1; row < tops.length; row++) {
      tops[row] = tops[row - 1] + TITLE_HEIGHT + heights[row - 1] + GAP;
    }
  }

  private static int height(RgbImage image) {
    return Math.max(1, Math.round((float) PANEL_WIDTH * image.height() / image.width()));
  }

  private int width() {
    return GAP + columns * (PANEL_WIDTH + GAP);
  }

  private int height() {
    int last = tops.length - 1;
    return GAP + tops[last] + TITLE_HEIGHT + heights[last] + GAP;
  }

  private int left(int panel) {
    return GAP + panel % columns * (PANEL_WIDTH + GAP);
  }

  private int top(int panel) {
    return GAP + tops[panel / columns];
  }

  /** The plot as a picture. Letters that are no ASCII lose their accents or become "?". */
  public RgbImage image() {
    byte[] white = new byte[Math.multiplyExact(3 * width(), height())];
    Arrays.fill(white, (byte) 0xff);
    try (Mats mats = new Mats()) {
      Mat canvas = mats.bytes(height(), width(), 3, white);
      for (int i = 0; i < panels.size(); i++) {
        Panel panel = panels.get(i);
        write(canvas, panel.title(), left(i), top(i) + TITLE_BASELINE, TITLE_SCALE, BLACK);
        write(canvas, panel.note(), left(i), top(i) + NOTE_BASELINE, NOTE_SCALE, GREY);
        int height = height(panel.image());
        Rect place = new Rect(left(i), top(i) + TITLE_HEIGHT, PANEL_WIDTH, height);
        Imgproc.resize(
            mats.rgb(panel.image()),
            mats.add(canvas.submat(place)),
            new Size(PANEL_WIDTH, height),
            0,
            0,
            panel.image().width() > PANEL_WIDTH ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR);
      }
      return Mats.image(canvas);
    }
  }

  private static void write(
      Mat canvas, String text, int left, int baseline, double scale, Scalar color) {
    String line = ascii(text);
    while (width(line, scale) > PANEL_WIDTH) {
      line = line.substring(0, line.length() - 4) + "...";
    }
    Point origin = new Point(left, baseline);
    Imgproc.putText(canvas, line, origin, FONT, scale, color, 1, Imgproc.LINE_AA);
  }

  private static double width(String line, double scale) {
    return Imgproc.getTextSize(line, FONT, scale, 1, new int[1]).width;
  }

  private static String ascii(String text) {
    String bare = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    StringBuilder result = new StringBuilder();
    bare.codePoints().forEach(c -> result.append(c >= ' ' && c < 0x7f ? (char) c : '?'));
    return result.toString();
  }

  /** The plot as an SVG picture of its own, the pictures in it as PNG at their full size. */
  public byte[] svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0"
                + " %1$d %2$d\" font-family=\"sans-serif\">\n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
            width(), height()));
    for (int i = 0; i < panels.size(); i++) {
      Panel panel = panels.get(i);
      line(svg, panel.title(), left(i), top(i) + TITLE_BASELINE, 15, "#000");
      line(svg, panel.note(), left(i), top(i) + NOTE_BASELINE, 13, "#555");
      svg.append(
          String.format(
              "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" href=\"data:image/png;base64,",
              left(i), top(i) + TITLE_HEIGHT, PANEL_WIDTH, height(panel.image())));
      svg.append(Base64.getEncoder().encodeToString(ImageFiles.png(panel.image())));
      svg.append("\"/>\n");
    }
    return svg.append("</svg>\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(
      StringBuilder svg, String text, int left, int baseline, int size, String color) {
    int letters = text.codePointCount(0, text.length());
    String line =
        letters > MOST_LETTERS
            ? text.substring(0, text.offsetByCodePoints(0, MOST_LETTERS - 1)) + "\u2026"
            : text;
    svg.append(
        String.format(
            "<text x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"%s\">%s</text>\n",
            left, baseline, size, color, escaped(line)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "?");
  }
}
