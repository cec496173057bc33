package org.ovxai.engine.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.image.GridPlot.Panel;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class GridPlotTest {
  private static RgbImage filled(int width, int height, int red, int green, int blue) {
    byte[] data = new byte[3 * width * height];
    for (int i = 0; i < data.length; i += 3) {
      data[i] = (byte) red;
      data[i + 1] = (byte) green;
      data[i + 2] = (byte) blue;
    }
    return new RgbImage(width, height, data);
  }

  private static int rgb(RgbImage image, int x, int y) {
    int at = 3 * (y * image.width() + x);
    return (image.data()[at] & 0xff) << 16
        | (image.data()[at + 1] & 0xff) << 8
        | image.data()[at + 2] & 0xff;
  }

  private static Document svg(GridPlot plot) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(plot.svg()));
  }

  @Test
  void titlesTellNameIndexAndConfidence() {
    RgbImage picture = filled(2, 2, 0, 0, 0);
    assertEquals(
        new Panel("koala (105)", "confidence 0.87", picture),
        Panel.of("koala", 105, 0.8749, picture));
    assertEquals(new Panel("Class 105", "", picture), Panel.of("105", 105, Double.NaN, picture));
  }

  @Test
  void picturesStandRowByRow() {
    List<Panel> panels =
        IntStream.range(0, 5)
            .mapToObj(i -> new Panel("", "", filled(36, 18, 10 + i, 0, 0)))
            .toList();
    RgbImage plot = new GridPlot(panels, 2).image();
    assertEquals(16 + 2 * 376, plot.width());
    assertEquals(16 + 3 * (44 + 180 + 16), plot.height());
    for (int i = 0; i < 5; i++) {
      int left = 16 + i % 2 * 376;
      int top = 16 + i / 2 * 240 + 44;
      assertEquals(10 + i << 16, rgb(plot, left, top), "top left of " + i);
      assertEquals(10 + i << 16, rgb(plot, left + 359, top + 179), "bottom right of " + i);
      assertEquals(0xffffff, rgb(plot, left - 1, top), "left of " + i);
      assertEquals(0xffffff, rgb(plot, left, top - 1), "no title on " + i);
    }
    assertEquals(0xffffff, rgb(plot, 16 + 376 + 100, 16 + 480 + 100), "the empty place");
  }

  @Test
  void aFewPicturesNeedFewColumnsAndManyAreCutAtTwentyFour() {
    Panel panel = new Panel("a", "b", filled(10, 10, 1, 2, 3));
    assertEquals(16 + 376, new GridPlot(List.of(panel), GridPlot.COLUMNS).image().width());
    RgbImage many = new GridPlot(Collections.nCopies(30, panel), GridPlot.COLUMNS).image();
    assertEquals(16 + 4 * 376, many.width());
    assertEquals(16 + 6 * (44 + 360 + 16), many.height());
  }

  @Test
  void picturesOfSeveralHeightsDoNotTouch() {
    List<Panel> panels =
        List.of(
            new Panel("", "", filled(10, 40, 9, 9, 9)),
            new Panel("", "", filled(40, 10, 8, 8, 8)),
            new Panel("", "", filled(10, 10, 7, 7, 7)));
    RgbImage plot = new GridPlot(panels, 2).image();
    int second = 16 + 44 + 1440 + 16 + 44;
    assertEquals(0x070707, rgb(plot, 16, second));
    assertEquals(0xffffff, rgb(plot, 16, second - 45));
  }

  @Test
  void titlesAreWrittenAboveTheirPictureAndShortenedToItsWidth() {
    Panel panel = new Panel("K\u00f6ln \u732b " + "x".repeat(200), "n", filled(36, 36, 1, 2, 3));
    RgbImage plot = new GridPlot(List.of(panel, panel), 2).image();
    boolean written = IntStream.range(16, 376).anyMatch(x -> rgb(plot, x, 16 + 12) != 0xffffff);
    assertTrue(written);
    for (int y = 0; y < 60; y++) {
      for (int x = 377; x < 392; x++) {
        assertEquals(0xffffff, rgb(plot, x, y), "between the titles at " + x + ", " + y);
      }
    }
  }

  @Test
  void svgHoldsTheTextsAsTextsAndThePicturesWhole() throws Exception {
    RgbImage picture = filled(5, 4, 1, 2, 3);
    String title = "<img src=x onerror=alert(1)> & \u732b \u0007";
    Document svg = svg(new GridPlot(List.of(new Panel(title, "0.87", picture)), 4));
    assertEquals(
        "<img src=x onerror=alert(1)> & \u732b ?",
        svg.getElementsByTagName("text").item(0).getTextContent());
    assertEquals(0, svg.getElementsByTagName("img").getLength());
    Element image = (Element) svg.getElementsByTagName("image").item(0);
    String data = image.getAttribute("href").substring("data:image/png;base64,".length());
    assertTrue(
        Arrays.equals(picture.data(), ImageFiles.decode(Base64.getDecoder().decode(data)).data()));
  }

  @Test
  void nothingCannotBeDrawn() {
    Panel panel = new Panel("a", "b", filled(10, 10, 1, 2, 3));
    assertThrows(EngineException.class, () -> new GridPlot(List.of(), 4));
    assertThrows(EngineException.class, () -> new GridPlot(List.of(panel), 0));
  }
}
