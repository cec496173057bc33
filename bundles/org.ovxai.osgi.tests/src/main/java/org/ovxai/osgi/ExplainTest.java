package org.ovxai.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ovxai.engine.Explainer;
import org.ovxai.engine.Explanation;
import org.ovxai.engine.Targets;
import org.ovxai.engine.WhiteBoxSettings;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.model.ColorOrder;
import org.ovxai.engine.model.DetectionOptions;
import org.ovxai.engine.model.Interpolation;
import org.ovxai.engine.model.ModelReader;
import org.ovxai.engine.model.Preprocessing;
import org.ovxai.engine.model.ReadOptions;
import org.ovxai.engine.model.ResizeMode;
import org.ovxai.engine.model.VisionModel;

/** The engine with the bundles' own class loaders and libraries. */
class ExplainTest {
  @TempDir Path folder;

  @Test
  void aPhotoIsExplained() {
    Path data =
        Path.of(System.getProperty("ovxai.root"), "test-workflows", "explain-photos", "data");
    ReadOptions d = ReadOptions.defaults();
    Preprocessing how =
        new Preprocessing(
            ColorOrder.RGB,
            ResizeMode.STANDARD,
            Interpolation.LINEAR,
            0,
            List.of(127.0),
            List.of(128.0));
    ReadOptions options =
        new ReadOptions(
            Optional.empty(),
            true,
            how,
            d.layout(),
            d.inputSize(),
            d.activation(),
            d.labels(),
            d.inference(),
            DetectionOptions.automatic(),
            Optional.empty());
    VisionModel model =
        ModelReader.read(
                data.resolve("efficientnet_lite0").resolve("efficientnet_lite0.xml"),
                options,
                folder)
            .model();
    try (Explainer explainer = Explainer.whiteBox(model, WhiteBoxSettings.defaults())) {
      Explanation best =
          explainer
              .explain(
                  ImageFiles.read(data.resolve("images").resolve("koala.jpg")),
                  Targets.parse("", 1))
              .get(0);
      assertEquals("koala", best.label());
      assertEquals(0.8665, best.confidence(), 1e-3);
      assertEquals(7, best.map().width());
    }
  }
}
