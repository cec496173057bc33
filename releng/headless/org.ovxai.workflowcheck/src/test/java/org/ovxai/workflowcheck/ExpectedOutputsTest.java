package org.ovxai.workflowcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedOutputsTest {
  @TempDir Path temp;
  private ExpectedOutputs outputs;
  private Path expected;
  private Path results;

  @BeforeEach
  void folders() throws IOException {
    outputs = new ExpectedOutputs(temp.resolve("workflow"));
    expected = Files.createDirectories(temp.resolve("workflow/data/expected"));
    results = Files.createDirectories(temp.resolve("results"));
  }

  private List<String> text(String expectedText, String got) throws IOException {
    Files.writeString(expected.resolve("list.csv"), expectedText);
    Files.writeString(results.resolve("list.csv"), got);
    return outputs.differences(results);
  }

  @Test
  void numbersMayDifferALittle() throws IOException {
    assertEquals(List.of(), text("a,0.50,12345.0\r\n", "a,0.5099,12346.0\n"));
    assertEquals(
        List.of("list.csv: line 2: expected 'b,-0.5', got 'b,-0.52'"),
        text("a\nb,-0.5\n", "a\nb,-0.52\n"));
    assertEquals(1, text("1.0E-5", "1.0").size());
    assertEquals(1, text("0.5", "NaN").size());
  }

  @Test
  void wordsAndWholeNumbersAreTheSame() throws IOException {
    assertEquals(1, text("koala,105", "koala,106").size());
    assertEquals(1, text("koala,105", "Koala,105").size());
    assertEquals(List.of("list.csv: expected 2 lines, got 1"), text("a\nb\n", "a\n"));
  }

  @Test
  void mapsMayDifferByAHundredthOfTheirRange() throws IOException {
    Files.write(expected.resolve("a.npy"), npy("(2, 2)", 10, 11, 11.5f, 12));
    Files.write(results.resolve("a.npy"), npy("(2, 2)", 10, 11.019f, 11.5f, 12));
    assertEquals(List.of(), outputs.differences(results));
    Files.write(results.resolve("a.npy"), npy("(2, 2)", 10, 11.021f, 11.5f, 12));
    assertEquals(
        List.of("a.npy: value 1: expected 11.0, got 11.021, of a range from 10.0 to 12.0"),
        outputs.differences(results));
    Files.write(results.resolve("a.npy"), npy("(2, 2)", Float.NaN, 11, 11.5f, 12));
    assertEquals(1, outputs.differences(results).size(), "NaN");
    Files.write(results.resolve("a.npy"), npy("(4,)", 10, 11, 11.5f, 12));
    assertEquals(1, outputs.differences(results).size(), "shape");
  }

  @Test
  void picturesAreComparedPixelByPixel() throws IOException {
    picture(expected, 0x102030);
    picture(results, 0x102032);
    assertEquals(List.of(), outputs.differences(results));
    picture(results, 0x102033);
    assertTrue(outputs.differences(results).get(0).startsWith("a.png: differs by 0.0117"));
  }

  @Test
  void ofAPageTheMapsAndTheTableCount() throws IOException {
    Files.writeString(expected.resolve("page.html"), page("old", 1, "koala", "0.87"));
    Files.writeString(results.resolve("page.html"), page("new", 1.009f, "koala", "0.871"));
    assertEquals(List.of(), outputs.differences(results));
    Files.writeString(results.resolve("page.html"), page("new", 1.011f, "koala", "0.87"));
    assertTrue(outputs.differences(results).get(0).startsWith("page.html: map-0, value 1"));
    Files.writeString(results.resolve("page.html"), page("new", 1, "macaw", "0.87"));
    assertTrue(outputs.differences(results).get(0).startsWith("page.html: data, line 1"));
    Files.writeString(results.resolve("page.html"), "");
    assertEquals(
        List.of("page.html: expected [map-0, data], got []"), outputs.differences(results));
  }

  @Test
  void expectedFilesAreReplaced() throws IOException {
    assertEquals(1, text("old", "new\r\n").size());
    Files.createFile(expected.resolve("page.html"));
    Files.writeString(results.resolve("page.html"), page("style", 1, "koala", "0.87"));
    Files.writeString(results.resolve("further.txt"), "not expected");
    outputs.replace(results);
    assertEquals(List.of(), outputs.differences(results));
    assertEquals("new\n", Files.readString(expected.resolve("list.csv")));
    assertTrue(!Files.readString(expected.resolve("page.html")).contains("style"));
    Files.delete(results.resolve("list.csv"));
    assertEquals(List.of("list.csv: was not written"), outputs.differences(results));
  }

  @Test
  void nothingExpectedIsADifference() throws IOException {
    assertEquals(List.of("there is nothing in " + expected), outputs.differences(results));
  }

  @Test
  void theRunsVariablesAreListed() throws IOException {
    assertEquals(List.of("-workflow.variable=output,r,String"), outputs.options(Path.of("r")));
    Files.writeString(expected.resolve("variables"), "subset,1,int\npage,{output}/p.html,String\n");
    assertEquals(
        List.of("-workflow.variable=subset,1,int", "-workflow.variable=page,r/p.html,String"),
        outputs.options(Path.of("r")));
    assertEquals(1, outputs.differences(results).size(), "the list is no expected output");
  }

  private static byte[] npy(String shape, float... values) {
    byte[] header =
        ("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer file =
        ByteBuffer.allocate(10 + header.length + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1));
    file.putShort((short) header.length).put(header).put(floats(values));
    return file.array();
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static void picture(Path folder, int color) throws IOException {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_3BYTE_BGR);
    image.setRGB(1, 1, color);
    ImageIO.write(image, "png", folder.resolve("a.png").toFile());
  }

  private static String page(String style, float value, String label, String confidence) {
    return "<style>"
        + style
        + "</style>\n<script type=\"application/json\" id=\"map-0\">{\"h\":1,\"w\":3,\"data\":\""
        + Base64.getEncoder().encodeToString(floats(0.5f, value, 1.5f))
        + "\"}</script>\n<script type=\"application/json\" id=\"picture-0\">{}</script>\n"
        + "<script type=\"application/json\" id=\"data\">[\""
        + label
        + "\","
        + confidence
        + "]</script>\n";
  }
}
