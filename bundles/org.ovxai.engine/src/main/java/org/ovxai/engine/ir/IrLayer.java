package org.ovxai.engine.ir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * One operation of an {@link IrModel}: its type, its attributes, where its inputs come from and
 * what it puts out.
 */
public final class IrLayer {
  /** Layer attributes beside id, name, type and version, for instance {@code output_names}. */
  final Map<String, String> attributes;

  /**
   * Children of the layer element that are neither data nor ports: run time information, bodies of
   * loops.
   */
  final List<Element> opaque;

  final List<Input> inputs = new ArrayList<>();
  private final String name;
  private final String type;
  private final String version;
  private final Map<String, String> data;
  private final List<IrPort> outputs = new ArrayList<>();

  /** An input port and the tensor it reads. */
  static final class Input {
    final int id;
    final String precision;
    IrPort source;

    Input(int id, String precision, IrPort source) {
      this.id = id;
      this.precision = precision;
      this.source = source;
    }
  }

  IrLayer(
      String name,
      String type,
      String version,
      Map<String, String> attributes,
      Map<String, String> data,
      List<Element> opaque) {
    this.name = name;
    this.type = type;
    this.version = version;
    this.attributes = new LinkedHashMap<>(attributes);
    this.data = new LinkedHashMap<>(data);
    this.opaque = List.copyOf(opaque);
  }

  /** The friendly name. */
  public String name() {
    return name;
  }

  /** The operation's type as the IR spells it, for instance {@code SoftMax} or {@code Const}. */
  public String type() {
    return type;
  }

  /** The operation set, for instance {@code opset1}. */
  public String version() {
    return version;
  }

  /** Whether this layer is of one of the given types. */
  public boolean is(String... types) {
    return List.of(types).contains(type);
  }

  /** An attribute of the operation. */
  public Optional<String> data(String key) {
    return Optional.ofNullable(data.get(key));
  }

  /** All attributes of the operation. */
  public Map<String, String> data() {
    return Map.copyOf(data);
  }

  /** An attribute of the layer itself, beside its name, type and version. */
  public Optional<String> attribute(String key) {
    return Optional.ofNullable(attributes.get(key));
  }

  /** The number of inputs. */
  public int inputCount() {
    return inputs.size();
  }

  /** The tensor that input {@code index} reads. */
  public IrPort input(int index) {
    return inputs.get(index).source;
  }

  /** The tensors that the inputs read, in order. */
  public List<IrPort> inputs() {
    return inputs.stream().map(i -> i.source).toList();
  }

  /** What the layer puts out, in order. */
  public List<IrPort> outputs() {
    return List.copyOf(outputs);
  }

  /** The only output. */
  public IrPort output() {
    if (outputs.size() != 1) {
      throw new IllegalStateException("Layer '" + name + "' has " + outputs.size() + " outputs.");
    }
    return outputs.get(0);
  }

  IrPort addOutput(int id, String precision, String names, long[] shape) {
    IrPort port = new IrPort(this, id, precision, names, shape);
    outputs.add(port);
    return port;
  }

  Map<String, String> dataInOrder() {
    return data;
  }

  @Override
  public String toString() {
    return type + " '" + name + "'";
  }
}
