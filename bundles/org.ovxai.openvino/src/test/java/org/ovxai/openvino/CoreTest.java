package org.ovxai.openvino;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreTest {
  @TempDir Path folder;

  @Test
  void version() {
    assertTrue(Core.version().startsWith("2026.4.1-"), Core.version());
  }

  @Test
  void thereIsACpu() {
    assertTrue(Core.shared().availableDevices().contains("CPU"));
  }

  @Test
  void theSharedCoreStaysOpen() {
    Core.shared().close();
    assertSame(Core.shared(), Core.shared());
    assertTrue(Core.shared().availableDevices().contains("CPU"));
  }

  @Test
  void aClosedCoreRefuses() throws IOException {
    Path file = TestModels.writeAffine(folder, "affine");
    Core core = new Core();
    core.close();
    core.close();
    assertEquals(
        "The core is closed",
        assertThrows(IllegalStateException.class, core::availableDevices).getMessage());
    assertThrows(IllegalStateException.class, () -> core.readModel(file));
  }

  @Test
  void readsFromFileAndFromMemory() throws IOException {
    Path file = TestModels.writeAffine(folder, "affine");
    try (Model fromFile = Core.shared().readModel(file);
        Tensor weights = Tensor.wrap(TestModels.affineWeights(2, 1), ElementType.U8, 8);
        Model fromMemory = Core.shared().readModel(TestModels.AFFINE, weights)) {
      for (Model model : List.of(fromFile, fromMemory)) {
        try (CompiledModel compiled = Core.shared().compile(model, CompileOptions.defaults())) {
          assertArrayEquals(new float[] {3, 5, 7, 9}, run(compiled, 1, 2, 3, 4));
        }
      }
    }
  }

  @Test
  void readsPathsWithBlanksAndOtherScripts() throws IOException {
    Path odd = Files.createDirectory(TestModels.child(folder, "Köln 模型"));
    Path file = TestModels.writeAffine(odd, "ein Modell ü");
    try (Model model = Core.shared().readModel(file)) {
      assertEquals("affine", model.name());
    }
  }

  @Test
  void aModelSharesItsWeights() {
    ByteBuffer memory = TestModels.affineWeights(2, 1);
    try (Tensor weights = Tensor.wrap(memory, ElementType.U8, 8);
        Model model = Core.shared().readModel(TestModels.AFFINE, weights)) {
      memory.putFloat(0, 10);
      try (CompiledModel compiled = Core.shared().compile(model, CompileOptions.defaults())) {
        assertArrayEquals(new float[] {11, 21, 31, 41}, run(compiled, 1, 2, 3, 4));
      }
    }
  }

  @Test
  void whatWasMadeOfAModelKeepsItsWeightsReachable() {
    AtomicReference<WeakReference<ByteBuffer>> memory = new AtomicReference<>();
    try (InferRequest request = requestOnNewMemory(memory)) {
      System.gc();
      assertNotNull(memory.get().get());
      assertArrayEquals(new float[] {3, 5, 7, 9}, run(request, 1, 2, 3, 4));
    }
  }

  private static InferRequest requestOnNewMemory(
      AtomicReference<WeakReference<ByteBuffer>> reference) {
    ByteBuffer memory = TestModels.affineWeights(2, 1);
    reference.set(new WeakReference<>(memory));
    try (Tensor weights = Tensor.wrap(memory, ElementType.U8, 8);
        Model model = Core.shared().readModel(TestModels.AFFINE, weights);
        CompiledModel compiled = Core.shared().compile(model, CompileOptions.defaults())) {
      return compiled.createInferRequest();
    }
  }

  @Test
  void weightsOfNativeMemoryLiveOnAfterTheirTensor() {
    Tensor weights = Tensor.allocate(ElementType.U8, 8);
    weights.buffer().put(TestModels.affineWeights(3, 0.5f));
    try (Model model = Core.shared().readModel(TestModels.AFFINE, weights)) {
      weights.close();
      try (CompiledModel compiled = Core.shared().compile(model, CompileOptions.defaults())) {
        assertArrayEquals(new float[] {3.5f, 0.5f, 0.5f, 0.5f}, run(compiled, 1, 0, 0, 0));
      }
    }
  }

  @Test
  void whatWasMadeWithItOutlivesCoreAndModel() throws IOException {
    Path file = TestModels.writeAffine(folder, "affine");
    Core core = new Core();
    Model model = core.readModel(file);
    CompiledModel compiled = core.compile(model, CompileOptions.defaults());
    core.close();
    model.close();
    InferRequest request = compiled.createInferRequest();
    compiled.close();
    assertArrayEquals(new float[] {3, 5, 7, 9}, run(request, 1, 2, 3, 4));
    request.close();
  }

  @Test
  void missingFile() {
    assertRefused("does not exist", folder.resolve("none.xml"));
  }

  @Test
  void folderInsteadOfFile() {
    assertRefused("is not a file", folder);
  }

  @Test
  void missingWeights() throws IOException {
    Path file = TestModels.writeAffine(folder, "affine");
    Files.delete(folder.resolve("affine.bin"));
    assertRefused("affine.bin does not exist", file);
  }

  @Test
  void noWeightsAreNeededWithoutConstants() throws IOException {
    Path file =
        Files.writeString(folder.resolve("convert.xml"), TestModels.convert(ElementType.U8, "1,4"));
    Core.shared().readModel(file).close();
    Core.shared().readModel(TestModels.convert(ElementType.U8, "1,4")).close();
  }

  @Test
  void truncatedWeights() throws IOException {
    Path file = TestModels.writeAffine(folder, "affine");
    Files.write(folder.resolve("affine.bin"), new byte[5]);
    assertRefused("needs 8 bytes, the file has 5", file);
  }

  @Test
  void textNamedXml() throws IOException {
    assertRefused(
        "not a complete IR document",
        Files.writeString(folder.resolve("text.xml"), "This is no model.\n"));
  }

  @Test
  void bytesNamedXml() throws IOException {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i + 128);
    }
    assertRefused("not a complete IR document", Files.write(folder.resolve("bytes.xml"), bytes));
  }

  @Test
  void otherXml() throws IOException {
    assertRefused("<html>", Files.writeString(folder.resolve("page.xml"), "<html/>"));
  }

  @Test
  void truncatedXml() throws IOException {
    Path file = TestModels.writeAffine(folder, "affine");
    Files.writeString(file, TestModels.AFFINE.substring(0, 900));
    assertRefused("not a complete IR document", file);
  }

  @Test
  void onnxThatIsNone() throws IOException {
    assertRefused(
        "none.onnx", Files.writeString(folder.resolve("none.onnx"), "This is no model.\n"));
  }

  @Test
  void unknownDevice() throws IOException {
    try (Model model = Core.shared().readModel(TestModels.writeAffine(folder, "affine"))) {
      String message =
          assertThrows(
                  OpenVinoException.class,
                  () ->
                      Core.shared().compile(model, CompileOptions.defaults().withDevice("ABACUS")))
              .getMessage();
      assertTrue(message.contains("ABACUS") && message.contains("CPU"), message);
    }
  }

  @Test
  void unknownProperty() {
    OpenVinoException e =
        assertThrows(
            OpenVinoException.class,
            () -> Core.shared().setProperties("CPU", Map.of("NO_SUCH_PROPERTY", "1")));
    assertTrue(e.getMessage().contains("NO_SUCH_PROPERTY"), e.getMessage());
  }

  @Test
  void propertiesOfADeviceHoldForWhatIsCompiled() throws IOException {
    try (Core core = new Core();
        Model model = core.readModel(TestModels.writeAffine(folder, "affine"))) {
      core.setProperties("CPU", Map.of("INFERENCE_NUM_THREADS", "1"));
      try (CompiledModel compiled = core.compile(model, CompileOptions.defaults())) {
        assertEquals("1", compiled.property("INFERENCE_NUM_THREADS"));
      }
    }
  }

  private static void assertRefused(String part, Path file) {
    OpenVinoException e =
        assertThrows(OpenVinoException.class, () -> Core.shared().readModel(file));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    String name = file.getFileName().toString();
    assertTrue(e.getMessage().contains(name.replace(".xml", "")), e.getMessage());
  }

  private static float[] run(CompiledModel compiled, float... x) {
    try (InferRequest request = compiled.createInferRequest()) {
      return run(request, x);
    }
  }

  private static float[] run(InferRequest request, float... x) {
    try (Tensor input = TestModels.floats(x, 1, x.length)) {
      request.setInput("x", input);
      request.infer();
      return request.output("y").toFloatArray();
    }
  }
}
