package org.ovxai.engine.whitebox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Fixtures;
import org.ovxai.engine.image.Npy;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.model.DetectionOptions;
import org.ovxai.engine.model.ModelReader;
import org.ovxai.engine.model.ReadOptions;
import org.ovxai.openvino.Tensor;

/**
 * The networks of src/test/networks, whose maps were made by brute force (see the README there).
 */
class NetworksTest {
  private static final Path NETWORKS = Path.of("src", "test", "networks");
  private static final double FLOAT32 = 1e-5;

  @TempDir static Path folder;

  private static Stream<JsonObject> entries(String list) throws Exception {
    JsonObject index =
        JsonParser.parseString(Files.readString(NETWORKS.resolve("index.json"))).getAsJsonObject();
    return StreamSupport.stream(index.getAsJsonArray(list).spliterator(), false)
        .map(JsonElement::getAsJsonObject);
  }

  @TestFactory
  Stream<DynamicTest> mapsEqualBruteForce() throws Exception {
    return entries("cases")
        .filter(c -> !c.has("passes_unchanged"))
        .filter(c -> isOurs(c.get("name").getAsString()))
        .map(c -> DynamicTest.dynamicTest(c.get("name").getAsString(), () -> check(c)));
  }

  /**
   * The reference's misplaced tokens, and logits where its rule takes probabilities, are not
   * offered.
   */
  private static boolean isOurs(String name) {
    return !name.endsWith("_compatible") && !name.endsWith("reciprocam_logits");
  }

  private static void check(JsonObject test) throws Exception {
    NpyArray input = array(test.get("input").getAsString());
    IrModel plain = read(test, input);
    IrModel changed = read(test, input);
    WhiteBoxMethod.Insertion insertion = method(test).insert(changed);
    List<String> targets = strings(test.getAsJsonArray("targets"));
    assertEquals(Set.copyOf(targets), Set.of(insertion.layer().split(";")));
    long[] shape = Arrays.stream(input.shape()).mapToLong(d -> d).toArray();
    try (Tensor picture = Fixtures.tensor(input.floats(), shape)) {
      List<float[]> before = Fixtures.run(plain, picture);
      List<float[]> after = Fixtures.run(changed, picture);
      for (int i = 0; i < before.size(); i++) {
        assertArrayEquals(before.get(i), after.get(i), "output " + i);
      }
      assertMaps(array(test.get("expected").getAsString()), after.get(before.size()));
    }
  }

  private static void assertMaps(NpyArray expected, float[] found) {
    assertEquals(expected.values().length, found.length);
    double largest = Arrays.stream(expected.values()).map(Math::abs).max().orElseThrow();
    int size = found.length / expected.shape()[0];
    for (int k = 0; k < expected.shape()[0]; k++) {
      float[] map = Fixtures.part(expected, k);
      float[] other = Arrays.copyOfRange(found, k * size, (k + 1) * size);
      double range = 0;
      double worst = 0;
      for (int i = 0; i < size; i++) {
        range = Math.max(range, Math.abs(map[i] - map[0]));
        worst = Math.max(worst, Math.abs(map[i] - other[i]));
      }
      double bound = Math.max(FLOAT32 * range, 16 * Math.ulp((float) largest));
      assertTrue(worst <= bound, "class " + k + " differs by " + worst + " of " + range);
    }
  }

  @TestFactory
  Stream<DynamicTest> whatDoesNotFitIsRefused() throws Exception {
    return entries("refused")
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.get("name").getAsString(),
                    () -> {
                      EngineException e =
                          assertThrows(
                              EngineException.class, () -> method(c).insert(read(c, null)));
                      assertTrue(e.getMessage().length() > 60, e.getMessage());
                    }));
  }

  private static IrModel read(JsonObject test, NpyArray input) {
    ReadOptions d = ReadOptions.defaults();
    Optional<ReadOptions.Size> size =
        Optional.ofNullable(input).map(i -> new ReadOptions.Size(i.shape()[2], i.shape()[3]));
    ReadOptions options =
        new ReadOptions(
            d.task(),
            true,
            d.preprocessing(),
            d.layout(),
            size,
            d.activation(),
            d.labels(),
            d.inference(),
            DetectionOptions.automatic(),
            Optional.empty());
    Path to = folder.resolve(test.get("name").getAsString());
    return IrModel.read(
        ModelReader.read(NETWORKS.resolve(test.get("model").getAsString()), options, to)
            .model()
            .xml());
  }

  private static WhiteBoxMethod method(JsonObject test) {
    List<String> layers = strings(test.getAsJsonArray("layers"));
    String layer = layers.isEmpty() ? "" : layers.get(0);
    JsonObject params = test.has("params") ? test.getAsJsonObject("params") : new JsonObject();
    return switch (test.get("method").getAsString()) {
      case "ReciproCAM" -> new ReciproCam(layer);
      case "ActivationMap" -> new ActivationMap(layer);
      case "ViTReciproCAM" ->
          new VitReciproCam(
              layer,
              flag(params, "use_gaussian"),
              flag(params, "cls_token"),
              flag(params, "final_norm"),
              params.has("k") ? params.get("k").getAsInt() : 1);
      default -> {
        List<Integer> anchors =
            params.has("num_anchors")
                ? strings(params.getAsJsonArray("num_anchors")).stream()
                    .map(Integer::valueOf)
                    .toList()
                : List.of();
        List<Integer> size =
            params.has("saliency_map_size")
                ? strings(params.getAsJsonArray("saliency_map_size")).stream()
                    .map(Integer::valueOf)
                    .toList()
                : List.of(23, 23);
        yield new DetClassProbabilityMap(layers, anchors, size.get(0), size.get(1), 0);
      }
    };
  }

  private static boolean flag(JsonObject params, String key) {
    return !params.has(key) || params.get(key).getAsBoolean();
  }

  private static List<String> strings(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsString).toList();
  }

  private static NpyArray array(String file) throws Exception {
    return Npy.read(Files.readAllBytes(NETWORKS.resolve(file)));
  }
}
