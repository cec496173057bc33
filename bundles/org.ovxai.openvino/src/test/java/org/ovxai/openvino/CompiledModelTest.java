package org.ovxai.openvino;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledModelTest {
  @TempDir Path folder;

  @Test
  void computesInF32UnlessAskedOtherwise() {
    try (CompiledModel compiled = TestModels.compileAffine(CompileOptions.defaults())) {
      assertEquals("f32", compiled.property("INFERENCE_PRECISION_HINT"));
    }
  }

  @Test
  void f32IsAskedForAlsoWhereItIsWhatTheCpuWouldChoose() {
    assertArrayEquals(
        "f32".getBytes(StandardCharsets.UTF_8),
        CompileOptions.defaults().toProperties().get("INFERENCE_PRECISION_HINT"));
    assertFalse(
        CompileOptions.defaults()
            .withPrecision(ElementType.DYNAMIC)
            .toProperties()
            .containsKey("INFERENCE_PRECISION_HINT"));
  }

  @Test
  void optionsArrive() {
    CompileOptions options =
        CompileOptions.defaults()
            .withHint(PerformanceHint.THROUGHPUT)
            .withStreams(2)
            .withThreads(2)
            .withRequests(2)
            .withProperty("ENABLE_CPU_PINNING", "NO");
    try (CompiledModel compiled = TestModels.compileAffine(options)) {
      assertEquals("THROUGHPUT", compiled.property("PERFORMANCE_HINT"));
      assertEquals("2", compiled.property("NUM_STREAMS"));
      assertEquals("2", compiled.property("INFERENCE_NUM_THREADS"));
      assertEquals("2", compiled.property("PERFORMANCE_HINT_NUM_REQUESTS"));
      assertEquals("NO", compiled.property("ENABLE_CPU_PINNING"));
      assertEquals(2, compiled.optimalNumberOfRequests());
    }
  }

  @Test
  void furtherPropertiesOverride() {
    CompileOptions options =
        CompileOptions.defaults().withProperty("PERFORMANCE_HINT", "THROUGHPUT");
    try (CompiledModel compiled = TestModels.compileAffine(options)) {
      assertEquals("THROUGHPUT", compiled.property("PERFORMANCE_HINT"));
    }
  }

  @Test
  void refusesOptionsThatAreNone() {
    assertThrows(IllegalArgumentException.class, () -> CompileOptions.defaults().withStreams(0));
    assertThrows(IllegalArgumentException.class, () -> CompileOptions.defaults().withDevice(" "));
    OpenVinoException e =
        assertThrows(
            OpenVinoException.class,
            () ->
                TestModels.compileAffine(
                    CompileOptions.defaults().withProperty("NO_SUCH_PROPERTY", "1")));
    assertTrue(e.getMessage().contains("NO_SUCH_PROPERTY"), e.getMessage());
  }

  @Test
  void theCacheIsFilledAndUsed() throws IOException {
    Path cache = TestModels.child(folder, "Köln 模型");
    CompileOptions options = CompileOptions.defaults().withCacheFolder(cache);
    try (CompiledModel first = TestModels.compileAffine(options)) {
      assertEquals("NO", first.property("LOADED_FROM_CACHE"));
    }
    try (Stream<Path> files = Files.list(cache)) {
      assertEquals(1, files.count());
    }
    try (CompiledModel second = TestModels.compileAffine(options)) {
      assertEquals("YES", second.property("LOADED_FROM_CACHE"));
      assertArrayEquals(new float[] {3, 5, 7, 9}, run(second));
    }
  }

  @Test
  void theCacheKnowsWeightsApart() {
    CompileOptions options = CompileOptions.defaults().withCacheFolder(folder);
    for (float factor : new float[] {2, 3}) {
      try (Tensor weights = Tensor.wrap(TestModels.affineWeights(factor, 0), ElementType.U8, 8);
          Model model = Core.shared().readModel(TestModels.AFFINE, weights);
          CompiledModel compiled = Core.shared().compile(model, options)) {
        assertEquals(4 * factor, run(compiled)[3]);
      }
    }
  }

  @Test
  void aCacheFolderThatCannotBeIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    CompileOptions options = CompileOptions.defaults().withCacheFolder(file.resolve("cache"));
    OpenVinoException e =
        assertThrows(OpenVinoException.class, () -> TestModels.compileAffine(options));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }

  @Test
  void knowsItsPorts() {
    try (CompiledModel compiled = TestModels.compileAffine(CompileOptions.defaults())) {
      assertEquals(List.of(PartialShape.of(1, 4)), shapes(compiled.inputs()));
      assertEquals(List.of(PartialShape.of(1, 4)), shapes(compiled.outputs()));
    }
  }

  @Test
  void unknownPropertiesAreRefused() {
    try (CompiledModel compiled = TestModels.compileAffine(CompileOptions.defaults())) {
      String message =
          assertThrows(OpenVinoException.class, () -> compiled.property("NO_SUCH_PROPERTY"))
              .getMessage();
      assertTrue(message.contains("NO_SUCH_PROPERTY"), message);
    }
  }

  @Test
  void aClosedCompiledModelRefuses() {
    CompiledModel compiled = TestModels.compileAffine(CompileOptions.defaults());
    compiled.close();
    compiled.close();
    assertEquals(
        "The compiled model is closed",
        assertThrows(IllegalStateException.class, compiled::createInferRequest).getMessage());
    assertThrows(IllegalStateException.class, () -> compiled.property("NUM_STREAMS"));
  }

  private static List<PartialShape> shapes(List<Port> ports) {
    return ports.stream().map(Port::shape).toList();
  }

  private static float[] run(CompiledModel compiled) {
    try (InferRequest request = compiled.createInferRequest();
        Tensor x = TestModels.floats(new float[] {1, 2, 3, 4}, 1, 4)) {
      request.setInput(0, x);
      request.infer();
      return request.output(0).toFloatArray();
    }
  }
}
