import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Draws the SVG files beside it as 16x16 PNG files where the nodes expect them: {@code java
 * icons-src/RenderIcons.java}, run in the bundle's folder. Understands rect, circle, line and
 * polygon with fill, stroke and stroke-width.
 */
final class RenderIcons {
  private static final int SIZE = 16;
  private static final String PACKAGES = "src/main/java/org/ovxai/nodes/";
  private static final Map<String, String> TARGETS =
      Map.ofEntries(
          Map.entry("ovxai", "icons/"),
          Map.entry("openvino-model-reader", PACKAGES + "modelreader/"),
          Map.entry("openvino-model-writer", PACKAGES + "modelwriter/"),
          Map.entry("openvino-xai-inserter", PACKAGES + "inserter/"),
          Map.entry("openvino-predictor", PACKAGES + "predictor/"),
          Map.entry("annotated-image-reader", PACKAGES + "imagereader/"),
          Map.entry("white-box-explainer", PACKAGES + "whitebox/"),
          Map.entry("black-box-explainer", PACKAGES + "blackbox/"),
          Map.entry("saliency-explainer", PACKAGES + "saliency/"),
          Map.entry("saliency-map-writer", PACKAGES + "mapwriter/"),
          Map.entry("saliency-overlay-viewer", "../org.ovxai.viewer/src/main/java/org/ovxai/viewer/"),
          Map.entry("saliency-metrics", PACKAGES + "metrics/"),
          Map.entry("saliency-metrics-writer", PACKAGES + "metricswriter/"));

  public static void main(String[] args) throws Exception {
    System.setProperty("java.awt.headless", "true");
    for (Map.Entry<String, String> icon : TARGETS.entrySet()) {
      File svg = new File("icons-src", icon.getKey() + ".svg");
      File png = Path.of(icon.getValue(), icon.getKey() + ".png").toFile();
      ImageIO.write(render(svg), "png", png);
    }
  }

  private static BufferedImage render(File svg) throws Exception {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    NodeList nodes =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(svg)
            .getDocumentElement()
            .getElementsByTagName("*");
    for (int i = 0; i < nodes.getLength(); i++) {
      draw(g, (Element) nodes.item(i));
    }
    g.dispose();
    return image;
  }

  private static void draw(Graphics2D g, Element e) {
    Shape shape = shape(e);
    if (e.hasAttribute("fill")) {
      g.setColor(Color.decode(e.getAttribute("fill")));
      g.fill(shape);
    }
    if (e.hasAttribute("stroke")) {
      g.setColor(Color.decode(e.getAttribute("stroke")));
      g.setStroke(
          new BasicStroke(
              (float) number(e, "stroke-width"), BasicStroke.CAP_ROUND, BasicStroke.JOIN_MITER));
      g.draw(shape);
    }
  }

  private static Shape shape(Element e) {
    return switch (e.getTagName()) {
      case "rect" ->
          new Rectangle2D.Double(
              number(e, "x"), number(e, "y"), number(e, "width"), number(e, "height"));
      case "circle" -> {
        double r = number(e, "r");
        yield new Ellipse2D.Double(number(e, "cx") - r, number(e, "cy") - r, 2 * r, 2 * r);
      }
      case "line" ->
          new Line2D.Double(number(e, "x1"), number(e, "y1"), number(e, "x2"), number(e, "y2"));
      case "polygon" -> polygon(e.getAttribute("points"));
      default -> throw new IllegalArgumentException("Unknown element " + e.getTagName());
    };
  }

  private static Shape polygon(String points) {
    Path2D path = new Path2D.Double();
    for (String point : points.trim().split("\\s+")) {
      String[] xy = point.split(",");
      double x = Double.parseDouble(xy[0]);
      double y = Double.parseDouble(xy[1]);
      if (path.getCurrentPoint() == null) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }

  private static double number(Element e, String attribute) {
    return Double.parseDouble(e.getAttribute(attribute));
  }
}
