package org.ovxai.openvino;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ovxai.openvino.PartialShape.Dimension;

class ModelTest {
  @TempDir Path folder;

  @Test
  void namesItsPorts() throws IOException {
    try (Model model = Core.shared().readModel(TestModels.writeOnnx(folder))) {
      assertEquals(List.of(new Port("x", PartialShape.of(-1, 3), ElementType.F32)), model.inputs());
      assertEquals(
          List.of(new Port("y", PartialShape.of(-1, 2), ElementType.F32)), model.outputs());
      assertEquals("x f32[?,3]", model.inputs().get(0).toString());
    }
  }

  @Test
  void aPortWithoutNameHasAnEmptyOne() {
    try (Model model = Core.shared().readModel(TestModels.convert(ElementType.U8, "1,4"))) {
      assertEquals(List.of(new Port("", PartialShape.of(1, 4), ElementType.U8)), model.inputs());
    }
  }

  @Test
  void reshapesByName() throws IOException {
    try (Model model = Core.shared().readModel(TestModels.writeOnnx(folder))) {
      model.reshape(Map.of("x", PartialShape.of(5, 3)));
      assertEquals(PartialShape.of(5, 3), model.inputs().get(0).shape());
      assertEquals(PartialShape.of(5, 2), model.outputs().get(0).shape());
    }
  }

  @Test
  void reshapesByPlaceAndToRanges() throws IOException {
    try (Model model = Core.shared().readModel(TestModels.writeOnnx(folder))) {
      PartialShape range = PartialShape.of(List.of(new Dimension(1, 8), Dimension.of(3)));
      model.reshape(List.of(range));
      assertEquals(range, model.inputs().get(0).shape());
      assertEquals("[1..8,2]", model.outputs().get(0).shape().toString());
    }
  }

  @Test
  void refusesShapesThatDoNotFit() throws IOException {
    try (Model model = Core.shared().readModel(TestModels.writeOnnx(folder))) {
      OpenVinoException e =
          assertThrows(
              OpenVinoException.class, () -> model.reshape(Map.of("x", PartialShape.of(5, 4))));
      assertTrue(e.getMessage().contains("[5,4]"), e.getMessage());
      assertEquals(PartialShape.of(-1, 3), model.inputs().get(0).shape());
      e =
          assertThrows(
              OpenVinoException.class, () -> model.reshape(Map.of("z", PartialShape.of(5, 3))));
      assertTrue(e.getMessage().contains("x f32[?,3]"), e.getMessage());
      assertThrows(IllegalArgumentException.class, () -> model.reshape(List.of()));
      assertThrows(
          IllegalStateException.class, () -> model.reshape(Map.of("x", PartialShape.unknown())));
    }
  }

  @Test
  void aFreeBatchTakesAnyBatch() throws IOException {
    try (Model model = Core.shared().readModel(TestModels.writeOnnx(folder));
        CompiledModel compiled = Core.shared().compile(model, CompileOptions.defaults());
        InferRequest request = compiled.createInferRequest()) {
      for (int batch : new int[] {1, 7, 2}) {
        try (Tensor x = TestModels.floats(new float[3 * batch], batch, 3)) {
          request.setInput(0, x);
          request.infer();
          assertArrayEquals(new long[] {batch, 2}, request.output(0).shape());
        }
      }
    }
  }

  @Test
  void onnxSavedAsIrGivesTheSameBits() throws IOException {
    Path saved = folder.resolve("saved.xml");
    try (Model onnx = Core.shared().readModel(TestModels.writeOnnx(folder))) {
      onnx.saveIr(saved);
      try (Model ir = Core.shared().readModel(saved)) {
        assertEquals(onnx.inputs(), ir.inputs());
        assertEquals(onnx.outputs(), ir.outputs());
        assertArrayEquals(run(onnx), run(ir));
      }
    }
    assertFiles("linear.onnx", "saved.bin", "saved.xml");
  }

  @Test
  void savesToPathsWithBlanksAndOtherScripts() throws IOException {
    Path odd = Files.createDirectory(TestModels.child(folder, "Köln 模型"));
    Path saved = TestModels.child(odd, "ein Modell ü.xml");
    try (Model model = Core.shared().readModel(TestModels.writeAffine(folder, "affine"))) {
      model.saveIr(saved);
      assertArrayEquals(
          TestModels.affineWeightBytes(),
          Files.readAllBytes(TestModels.child(odd, "ein Modell ü.bin")));
    }
    Core.shared().readModel(saved).close();
  }

  @Test
  void savesOverItsOwnFiles() throws IOException {
    Path file = TestModels.writeAffine(folder, "affine");
    try (Model model = Core.shared().readModel(file)) {
      model.reshape(Map.of("x", PartialShape.of(2, 4)));
      model.saveIr(file);
    }
    try (Model again = Core.shared().readModel(file)) {
      assertEquals(PartialShape.of(2, 4), again.inputs().get(0).shape());
    }
    assertFiles("affine.bin", "affine.xml");
  }

  @Test
  void savesRelativeToTheWorkingFolder() throws IOException {
    Path relative = Path.of("").toAbsolutePath().relativize(folder.resolve("relative.xml"));
    try (Model model = Core.shared().readModel(TestModels.writeAffine(folder, "affine"))) {
      model.saveIr(relative);
    }
    assertFiles("affine.bin", "affine.xml", "relative.bin", "relative.xml");
  }

  @Test
  void leavesNothingWhereItCannotSave() throws IOException {
    try (Model model = Core.shared().readModel(TestModels.writeAffine(folder, "affine"))) {
      Path nowhere = folder.resolve("nowhere").resolve("a.xml");
      OpenVinoException e = assertThrows(OpenVinoException.class, () -> model.saveIr(nowhere));
      assertTrue(e.getMessage().contains(nowhere.toString()), e.getMessage());
      Files.createDirectory(folder.resolve("b.bin"));
      assertThrows(OpenVinoException.class, () -> model.saveIr(folder.resolve("b.xml")));
      assertThrows(IllegalArgumentException.class, () -> model.saveIr(folder.resolve("c.onnx")));
    }
    assertFiles("affine.bin", "affine.xml", "b.bin");
  }

  @Test
  void aClosedModelRefuses() throws IOException {
    Model model = Core.shared().readModel(TestModels.writeAffine(folder, "affine"));
    model.close();
    model.close();
    assertEquals(
        "The model is closed",
        assertThrows(IllegalStateException.class, model::inputs).getMessage());
    assertThrows(
        IllegalStateException.class, () -> Core.shared().compile(model, CompileOptions.defaults()));
    assertThrows(IllegalStateException.class, () -> model.saveIr(folder.resolve("a.xml")));
    assertFiles("affine.bin", "affine.xml");
  }

  private void assertFiles(String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of(names), files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  private static float[] run(Model model) {
    try (CompiledModel compiled = Core.shared().compile(model, CompileOptions.defaults());
        InferRequest request = compiled.createInferRequest();
        Tensor x = TestModels.floats(new float[] {.1f, -.2f, .3f, 4, 5, 6}, 2, 3)) {
      request.setInput(0, x);
      request.infer();
      float[] y = request.output(0).toFloatArray();
      assertEquals(0, y[0], 1);
      assertTrue(y[3] > 0);
      return y;
    }
  }
}
