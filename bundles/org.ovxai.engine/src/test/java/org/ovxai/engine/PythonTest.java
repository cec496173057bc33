package org.ovxai.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ovxai.engine.image.Npy;
import org.ovxai.engine.model.ModelReader;
import org.ovxai.engine.model.ReadOptions;
import org.ovxai.engine.model.VisionModel;

/**
 * Models that were written, in a plain OpenVINO Python process. Skipped where there is no Python
 * with the package openvino; the environment variable OVXAI_PYTHON names another than python3.
 */
class PythonTest {
  private static final Path NETWORKS = Path.of("src", "test", "networks");
  private static final String PYTHON =
      Optional.ofNullable(System.getenv("OVXAI_PYTHON")).orElse("python3");

  @TempDir Path folder;

  private static int run(String... arguments) throws InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = PYTHON;
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cnn_gap.xml, image_32x32",
    "dynamic_batch.onnx, image_32x32",
    "vit_onnx17.onnx, image_16x16"
  })
  void aWrittenModelGivesTheSameMapsInPython(String network, String input) throws Exception {
    assumeTrue(run("-c", "import openvino, numpy") == 0, PYTHON + " has no openvino");
    VisionModel model =
        ModelReader.read(NETWORKS.resolve(network), ReadOptions.defaults(), folder.resolve("read"))
            .model();
    VisionModel inserted =
        XaiInserter.insert(model, WhiteBoxSettings.defaults(), false, folder.resolve("xai"))
            .model();
    Path xml = folder.resolve("written.xml");
    ModelWriter.write(inserted, xml, false, ModelWriter.Existing.FAIL);
    Path array = NETWORKS.resolve("inputs/" + input + ".npy").toAbsolutePath();
    Path script = Path.of("src", "test", "python", "predict.py").toAbsolutePath();
    assertEquals(0, run(script.toString(), xml.toString(), array.toString(), folder.toString()));
    try (Predictor predictor = Predictor.open(inserted)) {
      Predictor.Prediction here = predictor.predict(Npy.read(Files.readAllBytes(array)));
      assertArrayEquals(
          here.outputs().get(0).values(), floats(folder.resolve("prediction.npy")), 1e-6f);
      assertArrayEquals(
          here.outputs().get(here.outputs().size() - 1).values(),
          floats(folder.resolve("saliency_map.npy")),
          1e-6f);
    }
  }

  private static float[] floats(Path file) throws IOException {
    return Npy.read(Files.readAllBytes(file)).floats();
  }
}
