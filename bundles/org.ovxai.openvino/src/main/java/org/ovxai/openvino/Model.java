package org.ovxai.openvino;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** A network that can be reshaped, saved and compiled. One thread at a time may use it. */
public final class Model implements AutoCloseable {
  private final Handle handle;
  private final long bytes;
  private final Optional<ByteBuffer> weights;

  /**
   * Takes over a native model.
   *
   * @param bytes size of what it was read from
   * @param weights memory of Java that the native model reads from
   */
  Model(Pointer pointer, long bytes, Optional<ByteBuffer> weights) {
    handle = new Handle("The model", pointer, OpenVino.c()::ov_model_free);
    this.bytes = bytes;
    this.weights = weights;
  }

  /** The name that the file gives the model. */
  public String name() {
    return OpenVino.text(
        "Getting the model's name",
        name -> OpenVino.c().ov_model_get_friendly_name(handle.get(), name));
  }

  /** The inputs, as they are shaped now. */
  public List<Port> inputs() {
    Pointer model = handle.get();
    long count =
        OpenVino.size(
            "Counting the model's inputs", p -> OpenVino.c().ov_model_inputs_size(model, p));
    return Port.all(model, count, OpenVino.c()::ov_model_const_input_by_index);
  }

  /** The outputs, as they are shaped now. */
  public List<Port> outputs() {
    Pointer model = handle.get();
    long count =
        OpenVino.size(
            "Counting the model's outputs", p -> OpenVino.c().ov_model_outputs_size(model, p));
    return Port.all(model, count, OpenVino.c()::ov_model_const_output_by_index);
  }

  /**
   * Gives inputs new shapes; all other shapes follow.
   *
   * @param shapes of known rank, by any name of an input; inputs that are not named stay as they
   *     are
   * @throws OpenVinoException if there is no such input or the network does not allow the shape;
   *     the model is then as it was
   */
  public void reshape(Map<String, PartialShape> shapes) {
    if (shapes.isEmpty()) {
      return;
    }
    List<byte[]> names = new ArrayList<>();
    List<PartialShape> values = new ArrayList<>();
    shapes.forEach(
        (name, shape) -> {
          names.add(name.getBytes(StandardCharsets.UTF_8));
          values.add(shape);
        });
    try (Memory nameArray = OpenVino.texts(names);
        Memory shapeArray = PartialShape.write(values)) {
      OpenVino.check(
          OpenVino.c().ov_model_reshape(handle.get(), nameArray, shapeArray, values.size()),
          "Reshaping the inputs " + inputs() + " to " + shapes);
    }
  }

  /**
   * Gives all inputs new shapes, also such that have no name; all other shapes follow.
   *
   * @param shapes of known rank, one an input, in the order of {@link #inputs()}
   * @throws OpenVinoException if the network does not allow a shape; the model is then as it was
   */
  public void reshape(List<PartialShape> shapes) {
    List<Port> inputs = inputs();
    if (shapes.size() != inputs.size()) {
      throw new IllegalArgumentException(
          shapes.size() + " shapes for the " + inputs.size() + " inputs " + inputs);
    }
    if (shapes.isEmpty()) {
      return;
    }
    try (Memory shapeArray = PartialShape.write(shapes)) {
      OpenVino.check(
          OpenVino.c()
              .ov_model_reshape_by_port_indexes(
                  handle.get(),
                  LongStream.range(0, shapes.size()).toArray(),
                  shapeArray,
                  shapes.size()),
          "Reshaping the inputs " + inputs + " to " + shapes);
    }
  }

  /**
   * Saves the model as an IR document, with its weights in the .bin of the same name beside it.
   * Files of these names are replaced; if saving fails they stay as they were.
   *
   * @param xml file whose name ends with .xml, in an existing folder
   * @throws OpenVinoException if the files cannot be written, or this build of OpenVINO is not the
   *     one that saving was made for
   */
  public void saveIr(Path xml) {
    new ModelWriter(xml).write(handle.get(), bytes);
  }

  @Override
  public void close() {
    handle.close();
  }

  Pointer pointer() {
    return handle.get();
  }

  Optional<ByteBuffer> weights() {
    return weights;
  }
}
