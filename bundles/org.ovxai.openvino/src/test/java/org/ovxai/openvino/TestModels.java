package org.ovxai.openvino;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small models for the tests. */
final class TestModels {
  /** y = 2x + 1 over f32[1,4]; the weights are {@link #affineWeights}. */
  static final String AFFINE = affine("1,4");

  private TestModels() {}

  static String affine(String shape) {
    String dims = dims(shape);
    return """
           <?xml version="1.0"?>
           <net name="affine" version="11">
             <layers>
               <layer id="0" name="x" type="Parameter" version="opset1">
                 <data shape="%s" element_type="f32"/>
                 <output><port id="0" precision="FP32" names="x,x_alias">%s</port></output>
               </layer>
               <layer id="1" name="two" type="Const" version="opset1">
                 <data element_type="f32" shape="1" offset="0" size="4"/>
                 <output><port id="0" precision="FP32"><dim>1</dim></port></output>
               </layer>
               <layer id="2" name="times" type="Multiply" version="opset1">
                 <data auto_broadcast="numpy"/>
                 <input>
                   <port id="0" precision="FP32">%s</port>
                   <port id="1" precision="FP32"><dim>1</dim></port>
                 </input>
                 <output><port id="2" precision="FP32">%s</port></output>
               </layer>
               <layer id="3" name="one" type="Const" version="opset1">
                 <data element_type="f32" shape="1" offset="4" size="4"/>
                 <output><port id="0" precision="FP32"><dim>1</dim></port></output>
               </layer>
               <layer id="4" name="plus" type="Add" version="opset1">
                 <data auto_broadcast="numpy"/>
                 <input>
                   <port id="0" precision="FP32">%s</port>
                   <port id="1" precision="FP32"><dim>1</dim></port>
                 </input>
                 <output><port id="2" precision="FP32" names="y,y_alias">%s</port></output>
               </layer>
               <layer id="5" name="y/result" type="Result" version="opset1">
                 <input><port id="0" precision="FP32">%s</port></input>
               </layer>
             </layers>
             <edges>
               <edge from-layer="0" from-port="0" to-layer="2" to-port="0"/>
               <edge from-layer="1" from-port="0" to-layer="2" to-port="1"/>
               <edge from-layer="2" from-port="2" to-layer="4" to-port="0"/>
               <edge from-layer="3" from-port="0" to-layer="4" to-port="1"/>
               <edge from-layer="4" from-port="2" to-layer="5" to-port="0"/>
             </edges>
           </net>
           """
        .formatted(shape, dims, dims, dims, dims, dims, dims);
  }

  static ByteBuffer affineWeights(float factor, float offset) {
    return direct(8).putFloat(factor).putFloat(offset).flip();
  }

  static byte[] affineWeightBytes() {
    byte[] bytes = new byte[8];
    affineWeights(2, 1).get(bytes);
    return bytes;
  }

  /** One operation on one input, without weights. */
  static String unary(String inputType, String shape, String operation, String data) {
    return """
           <?xml version="1.0"?>
           <net name="unary" version="11">
             <layers>
               <layer id="0" name="x" type="Parameter" version="opset1">
                 <data shape="%s" element_type="%s"/>
                 <output><port id="0" precision="FP32">%s</port></output>
               </layer>
               <layer id="1" name="operation" type="%s" version="%s">
                 <data %s/>
                 <input><port id="0" precision="FP32">%s</port></input>
                 <output><port id="1" precision="FP32" names="y">%s</port></output>
               </layer>
               <layer id="2" name="y/result" type="Result" version="opset1">
                 <input><port id="0" precision="FP32">%s</port></input>
               </layer>
             </layers>
             <edges>
               <edge from-layer="0" from-port="0" to-layer="1" to-port="0"/>
               <edge from-layer="1" from-port="1" to-layer="2" to-port="0"/>
             </edges>
           </net>
           """
        .formatted(
            shape,
            inputType,
            dims(shape),
            operation,
            operation.equals("NonZero") ? "opset3" : "opset1",
            data,
            dims(shape),
            dims(shape),
            dims(shape));
  }

  /** Converts a type to f32. */
  static String convert(ElementType from, String shape) {
    return unary(from.toString(), shape, "Convert", "destination_type=\"f32\"");
  }

  static CompiledModel compileAffine(CompileOptions options) {
    try (Tensor weights = Tensor.wrap(affineWeights(2, 1), ElementType.U8, 8);
        Model model = Core.shared().readModel(AFFINE, weights)) {
      return Core.shared().compile(model, options);
    }
  }

  static Path writeAffine(Path folder, String name) throws IOException {
    Files.write(child(folder, name + ".bin"), affineWeightBytes());
    return Files.writeString(child(folder, name + ".xml"), AFFINE);
  }

  static Path writeOnnx(Path folder) throws IOException {
    Path file = folder.resolve("linear.onnx");
    try (InputStream onnx = TestModels.class.getResourceAsStream("/linear.onnx")) {
      Files.copy(onnx, file);
    }
    return file;
  }

  /** A child by its UTF-8 name, whatever the locale of the test is. */
  static Path child(Path folder, String name) {
    String uri = folder.toUri().toString();
    String escaped = URI.create(name.replace(" ", "%20")).toASCIIString();
    return Path.of(URI.create((uri.endsWith("/") ? uri : uri + "/") + escaped));
  }

  static Tensor floats(float[] values, long... shape) {
    Tensor tensor = Tensor.allocate(ElementType.F32, shape);
    tensor.asFloatBuffer().put(values);
    return tensor;
  }

  static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static String dims(String shape) {
    StringBuilder dims = new StringBuilder();
    for (String extent : shape.split(",")) {
      dims.append("<dim>").append(extent.equals("?") ? "-1" : extent).append("</dim>");
    }
    return dims.toString();
  }
}
