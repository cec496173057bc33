package org.ovxai.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ovxai.engine.image.Npy;
import org.ovxai.engine.model.ModelInfo;

/**
 * The Python package openvino_xai on the same model and picture. It runs in a process of its own,
 * so its figures are beside plain inference in that process.
 */
final class Reference {
  private static final String PYTHON = System.getProperty("ovxai.reference.python", "");
  private static final String SCRIPT = System.getProperty("ovxai.reference.script", "");

  private final StringBuilder cases = new StringBuilder();

  static boolean isThere() {
    return !PYTHON.isEmpty();
  }

  /**
   * Something to measure.
   *
   * @param work a kind that the script knows, and its arguments
   */
  void add(String name, String... work) {
    cases.append(name).append('\t').append(String.join("\t", work)).append('\n');
  }

  /**
   * Measures what was added.
   *
   * @param model the file as the user gave it; the package refuses some with folded shapes
   * @param picture preprocessed, in the network's layout
   * @return by case; without those that the package cannot do
   */
  Map<String, Measurement.Result> measure(
      Path model, ModelInfo info, float[] picture, int rounds, Path scratch) throws IOException {
    int[] shape = info.input().shape().stream().mapToInt(Integer::intValue).toArray();
    Path file = Files.write(scratch.resolve("picture.npy"), Npy.write(shape, picture));
    Process process =
        new ProcessBuilder(
                PYTHON,
                SCRIPT,
                model.toString(),
                file.toString(),
                info.input().layout().name(),
                Integer.toString(info.scoresOutput()),
                info.activation().name(),
                Integer.toString(rounds))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread end = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(end);
    try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
      input.append(cases);
    }
    Map<String, Measurement.Result> results = new LinkedHashMap<>();
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line : output.lines().toList()) {
        String[] parts = line.split("\t");
        results.put(
            parts[0],
            new Measurement.Result(
                Double.parseDouble(parts[1]),
                Integer.parseInt(parts[2]),
                Double.parseDouble(parts[3]),
                Integer.parseInt(parts[4])));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Runtime.getRuntime().removeShutdownHook(end);
    return results;
  }
}
