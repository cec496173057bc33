package org.ovxai.osgi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.osgi.framework.FrameworkUtil;
import org.ovxai.opencv.OpenCv;
import org.ovxai.openvino.CompileOptions;
import org.ovxai.openvino.CompiledModel;
import org.ovxai.openvino.InferRequest;
import org.ovxai.openvino.Model;
import org.ovxai.openvino.NativeLibraries;
import org.ovxai.openvino.Tensor;

/** The libraries are found through the fragment of the running platform and do their work. */
class NativesTest {
  private static final String RELU =
      """
      <?xml version="1.0"?>
      <net name="relu" version="11">
        <layers>
          <layer id="0" name="x" type="Parameter" version="opset1">
            <data shape="1,2" element_type="f32"/>
            <output><port id="0" precision="FP32"><dim>1</dim><dim>2</dim></port></output>
          </layer>
          <layer id="1" name="relu" type="ReLU" version="opset1">
            <input><port id="0" precision="FP32"><dim>1</dim><dim>2</dim></port></input>
            <output><port id="1" precision="FP32"><dim>1</dim><dim>2</dim></port></output>
          </layer>
          <layer id="2" name="result" type="Result" version="opset1">
            <input><port id="0" precision="FP32"><dim>1</dim><dim>2</dim></port></input>
          </layer>
        </layers>
        <edges>
          <edge from-layer="0" from-port="0" to-layer="1" to-port="0"/>
          <edge from-layer="1" from-port="1" to-layer="2" to-port="0"/>
        </edges>
      </net>
      """;

  @Test
  void liesInTheFragmentOfThisPlatform() {
    assertNotNull(FrameworkUtil.getBundle(NativeLibraries.class), "this test runs inside OSGi");
    Path folder = NativeLibraries.folder();
    assertEquals("native", folder.getFileName().toString());
    assertTrue(
        folder.getParent().getFileName().toString().startsWith("org.ovxai.openvino.natives."),
        folder.toString());
  }

  @Test
  void infersWithOpenVino() {
    var core = org.ovxai.openvino.Core.shared();
    try (Model model = core.readModel(RELU);
        CompiledModel compiled = core.compile(model, CompileOptions.defaults());
        InferRequest request = compiled.createInferRequest();
        Tensor input = request.input(0)) {
      input.asFloatBuffer().put(new float[] {-1, 2});
      request.infer();
      try (Tensor output = request.output(0)) {
        assertArrayEquals(new float[] {0, 2}, output.toFloatArray());
      }
    }
  }

  @Test
  void addsWithOpenCv() {
    OpenCv.load();
    Mat sum = new Mat();
    Core.add(new Mat(2, 2, CvType.CV_32F, new Scalar(1)), new Scalar(2), sum);
    assertEquals(3, sum.get(1, 1)[0]);
  }
}
