package org.ovxai.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.port.PortObject;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.nodes.imagereader.AnnotatedImageReaderNodeFactory;
import org.ovxai.nodes.mapwriter.SaliencyMapWriterNodeFactory;
import org.ovxai.nodes.modelreader.ModelReaderNodeFactory;
import org.ovxai.nodes.whitebox.WhiteBoxExplainerNodeFactory;

class ExplainPhotosTest {
  @TempDir Path temp;

  @Test
  void fourNodesTurnPhotosIntoOverlays() throws Exception {
    Path photos = Files.createDirectories(temp.resolve("photos"));
    for (String name : List.of("koala.jpg", "macaw.jpg")) {
      Files.copy(NodeRun.PHOTOS.resolve(name), photos.resolve(name));
    }
    Path results = temp.resolve("results");
    PortObject model =
        new NodeRun(ModelReaderNodeFactory.class, temp)
            .set("file", NodeRun.MODEL.toString())
            .set("mean", "127")
            .set("scale", "128")
            .execute()[0];
    PortObject images =
        new NodeRun(AnnotatedImageReaderNodeFactory.class, temp)
            .set("folder", photos.toString())
            .execute()[0];
    PortObject explanations =
        new NodeRun(WhiteBoxExplainerNodeFactory.class, temp).execute(model, images)[0];
    new NodeRun(SaliencyMapWriterNodeFactory.class, temp)
        .set("folder", results.toString())
        .set("format", "both")
        .execute(explanations);
    assertEquals(
        List.of(
            "explanations.csv",
            "koala_105_koala_conf_0.87.npy",
            "koala_105_koala_conf_0.87.png",
            "macaw_88_macaw_conf_0.90.npy",
            "macaw_88_macaw_conf_0.90.png"),
        files(results));
    RgbImage overlay = ImageFiles.read(results.resolve("koala_105_koala_conf_0.87.png"));
    assertTrue(
        red(overlay, 0.5, 0.45) > red(overlay, 0.05, 0.95) + 60,
        "the koala is lit up, the corner is not");
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  /** How red a place is, given as parts of width and height. */
  private static int red(RgbImage image, double x, double y) {
    int at = 3 * ((int) (y * image.height()) * image.width() + (int) (x * image.width()));
    return image.data()[at] & 0xff;
  }
}
