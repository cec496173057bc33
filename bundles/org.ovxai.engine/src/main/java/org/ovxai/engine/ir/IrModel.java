package org.ovxai.engine.ir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.ovxai.engine.EngineException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * An OpenVINO IR as an editable graph.
 *
 * <pre>{@code
 * IrModel ir = IrModel.read(Path.of("model.xml"));
 * IrPort features = ir.layer("relu5").orElseThrow().output();
 * IrPort axis = ir.constant("axis", new long[] {1});
 * IrPort mean = ir.add("ReduceMean", "opset1", "mean", Map.of("keep_dims", "false"), shape, features, axis);
 * ir.addResult("saliency_map", mean);
 * }</pre>
 *
 * <p>The weights that were read stay where they are and are never changed; new constants go behind
 * them. What is not understood (run time information, bodies of loops) is kept and written again.
 * Not safe for use by several threads.
 */
public final class IrModel {
  private static final int CONSTANT_ALIGNMENT = 64;
  private static final int SMALLEST_COMPRESSED = 16;
  private static final float LARGEST_HALF = 65504;

  private final Map<String, String> netAttributes;
  private final List<IrLayer> layers;
  private final List<Element> opaque;
  private ByteBuffer weights;
  private final List<Appended> appended = new ArrayList<>();
  private long end;

  private record Appended(long offset, ByteBuffer bytes) {}

  private IrModel(
      Map<String, String> netAttributes,
      List<IrLayer> layers,
      List<Element> opaque,
      ByteBuffer weights) {
    this.netAttributes = netAttributes;
    this.layers = layers;
    this.opaque = opaque;
    this.weights = weights;
    this.end = weights.capacity();
  }

  /**
   * Reads {@code model.xml} and the {@code .bin} of the same name beside it (which may be absent
   * when the model has no constants).
   *
   * @throws EngineException if a file is missing or not an IR
   */
  public static IrModel read(Path xml) {
    Path bin = weightsFile(xml);
    try {
      ByteBuffer weights = ByteBuffer.allocateDirect(0);
      if (Files.exists(bin)) {
        try (FileChannel channel = FileChannel.open(bin, StandardOpenOption.READ)) {
          if (channel.size() > Integer.MAX_VALUE) {
            throw new EngineException(
                "The weights "
                    + bin
                    + " have "
                    + channel.size()
                    + " bytes; at most 2 GiB can be edited.");
          }
          weights = ByteBuffer.allocateDirect((int) channel.size());
          while (weights.hasRemaining() && channel.read(weights) >= 0) {}
          weights.flip();
        }
      }
      return parse(Files.readString(xml, StandardCharsets.UTF_8), weights);
    } catch (IOException e) {
      throw new EngineException("The IR " + xml + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The weights file that belongs to {@code model.xml}. */
  public static Path weightsFile(Path xml) {
    return xml.resolveSibling(xml.getFileName().toString().replaceFirst("\\.xml$", "") + ".bin");
  }

  /**
   * Builds the graph from the text of an IR and its weights.
   *
   * @param weights a direct buffer; it is shared, not copied
   * @throws EngineException if the text is not an IR
   */
  public static IrModel parse(String xml, ByteBuffer weights) {
    Element net = document(xml).getDocumentElement();
    if (!net.getTagName().equals("net")) {
      throw new EngineException(
          "An OpenVINO IR begins with <net>, this document begins with <"
              + net.getTagName()
              + ">.");
    }
    List<Element> opaque = new ArrayList<>();
    Map<String, IrLayer> byId = new LinkedHashMap<>();
    Map<String, Element> inputPorts = new HashMap<>();
    List<Element> edges = new ArrayList<>();
    for (Element child : children(net)) {
      switch (child.getTagName()) {
        case "layers" -> {
          for (Element element : children(child)) {
            String id = element.getAttribute("id");
            byId.put(id, layer(element));
            child(element, "input").ifPresent(i -> inputPorts.put(id, i));
          }
        }
        case "edges" -> edges.addAll(children(child));
        default -> opaque.add(child);
      }
    }
    Map<String, IrPort> sources = new HashMap<>();
    for (Element edge : edges) {
      IrLayer from = byId.get(edge.getAttribute("from-layer"));
      int port = Integer.parseInt(edge.getAttribute("from-port"));
      IrPort source =
          from == null
              ? null
              : from.outputs().stream().filter(p -> p.id() == port).findFirst().orElse(null);
      if (source == null) {
        throw new EngineException(
            "The IR has an edge from port "
                + port
                + " of layer "
                + edge.getAttribute("from-layer")
                + ", which does not exist.");
      }
      sources.put(edge.getAttribute("to-layer") + ":" + edge.getAttribute("to-port"), source);
    }
    inputPorts.forEach(
        (id, ports) -> {
          for (Element port : children(ports)) {
            String number = port.getAttribute("id");
            IrPort source = sources.get(id + ":" + number);
            if (source == null) {
              throw new EngineException(
                  "The IR has no edge to port "
                      + number
                      + " of layer '"
                      + byId.get(id).name()
                      + "'.");
            }
            byId.get(id)
                .inputs
                .add(
                    new IrLayer.Input(
                        Integer.parseInt(number), port.getAttribute("precision"), source));
          }
        });
    return new IrModel(attributes(net), new ArrayList<>(inOrder(byId.values())), opaque, weights);
  }

  private static IrLayer layer(Element element) {
    Map<String, String> attributes = attributes(element);
    List.of("id", "name", "type", "version").forEach(attributes::remove);
    List<Element> opaque =
        children(element).stream()
            .filter(c -> !Set.of("data", "input", "output").contains(c.getTagName()))
            .toList();
    IrLayer layer =
        new IrLayer(
            element.getAttribute("name"),
            element.getAttribute("type"),
            element.getAttribute("version"),
            attributes,
            child(element, "data").map(IrModel::attributes).orElse(new LinkedHashMap<>()),
            opaque);
    child(element, "output")
        .ifPresent(
            out -> {
              for (Element port : children(out)) {
                long[] shape =
                    children(port).stream()
                        .filter(d -> d.getTagName().equals("dim"))
                        .mapToLong(d -> dimension(d.getTextContent().trim()))
                        .toArray();
                layer.addOutput(
                    Integer.parseInt(port.getAttribute("id")),
                    port.getAttribute("precision"),
                    port.getAttribute("names"),
                    shape);
              }
            });
    return layer;
  }

  private static long dimension(String text) {
    return text.matches("\\d+") ? Long.parseLong(text) : -1;
  }

  /**
   * Replaces what is computed from shapes by constants wherever the shapes are known; the network's
   * results stay the same.
   */
  public void foldShapes() {
    ShapeFolding.fold(this);
  }

  /** All layers, each after those it reads from. */
  public List<IrLayer> layers() {
    return List.copyOf(layers);
  }

  /** The layer with this friendly name. */
  public Optional<IrLayer> layer(String name) {
    return layers.stream().filter(l -> l.name().equals(name)).findFirst();
  }

  /** The layers that hand a tensor to the outside, in the order of the model's outputs. */
  public List<IrLayer> results() {
    return layers.stream().filter(l -> l.is("Result")).toList();
  }

  /** The layers that take a tensor from the outside, in the order of the model's inputs. */
  public List<IrLayer> parameters() {
    return layers.stream().filter(l -> l.is("Parameter")).toList();
  }

  /** The layers that read any output of {@code layer}. */
  public List<IrLayer> consumers(IrLayer layer) {
    return layers.stream()
        .filter(l -> l.inputs.stream().anyMatch(i -> i.source.layer() == layer))
        .toList();
  }

  /**
   * The layers between a tensor and another, without the tensor's own layer: all that depend on
   * {@code from} and that {@code to} depends on.
   */
  public Set<IrLayer> between(IrPort from, IrPort to) {
    Set<IrLayer> needed = new HashSet<>();
    collectProducers(to.layer(), needed);
    Set<IrLayer> found = new LinkedHashSet<>();
    for (IrLayer layer : layers) {
      boolean depends =
          layer.inputs.stream().anyMatch(i -> i.source == from || found.contains(i.source.layer()));
      if (depends && needed.contains(layer)) {
        found.add(layer);
      }
    }
    return found;
  }

  private static void collectProducers(IrLayer layer, Set<IrLayer> into) {
    List<IrLayer> open = new ArrayList<>(List.of(layer));
    while (!open.isEmpty()) {
      IrLayer next = open.remove(open.size() - 1);
      if (into.add(next)) {
        next.inputs.forEach(i -> open.add(i.source.layer()));
      }
    }
  }

  /**
   * Adds a layer with one output.
   *
   * @param data the operation's attributes
   * @param shape the output's shape as far as the caller needs it; OpenVINO infers it again
   * @return the new layer's output; its element type is that of the first input
   */
  public IrPort add(
      String type,
      String version,
      String name,
      Map<String, String> data,
      long[] shape,
      IrPort... inputs) {
    return add(type, version, name, data, inputs[0].precision(), shape, inputs);
  }

  /**
   * As {@link #add(String, String, String, Map, long[], IrPort...)}, with the output's element type
   * as the IR spells it on ports.
   */
  public IrPort add(
      String type,
      String version,
      String name,
      Map<String, String> data,
      String precision,
      long[] shape,
      IrPort... inputs) {
    IrLayer layer = new IrLayer(unused(name), type, version, Map.of(), data, List.of());
    for (int i = 0; i < inputs.length; i++) {
      layer.inputs.add(new IrLayer.Input(i, inputs[i].precision(), inputs[i]));
    }
    IrPort port = layer.addOutput(inputs.length, precision, "", shape);
    layers.add(layer);
    return port;
  }

  /** Adds a one-dimensional constant of 64-bit integers. */
  public IrPort constant(String name, long... values) {
    return constant(name, "I64", new long[] {values.length}, values);
  }

  IrPort constant(String name, String precision, long[] shape, long[] values) {
    boolean wide = precision.equals("I64");
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * (wide ? Long.BYTES : Integer.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (long v : values) {
      if (wide) {
        bytes.putLong(v);
      } else {
        bytes.putInt((int) v);
      }
    }
    return constant(name, wide ? "i64" : "i32", precision, shape, bytes);
  }

  /** Adds a constant of 32-bit floats. */
  public IrPort constant(String name, long[] shape, float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return constant(name, "f32", "FP32", shape, bytes);
  }

  private IrPort constant(
      String name, String type, String precision, long[] shape, ByteBuffer bytes) {
    long offset = (end + CONSTANT_ALIGNMENT - 1) / CONSTANT_ALIGNMENT * CONSTANT_ALIGNMENT;
    appended.add(new Appended(offset, bytes));
    end = offset + bytes.capacity();
    Map<String, String> data = new LinkedHashMap<>();
    data.put("element_type", type);
    data.put(
        "shape", Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", ")));
    data.put("offset", Long.toString(offset));
    data.put("size", Integer.toString(bytes.capacity()));
    IrLayer layer = new IrLayer(unused(name), "Const", "opset1", Map.of(), data, List.of());
    IrPort port = layer.addOutput(0, precision, "", shape);
    layers.add(layer);
    return port;
  }

  /**
   * Adds an input.
   *
   * @param type the element type as the IR spells it in attributes, for instance {@code f32}
   */
  public IrPort addParameter(String name, String type, String precision, long... shape) {
    String text =
        Arrays.stream(shape)
            .mapToObj(d -> d < 0 ? "?" : Long.toString(d))
            .collect(Collectors.joining(","));
    IrLayer layer =
        new IrLayer(
            unused(name),
            "Parameter",
            "opset1",
            Map.of(),
            Map.of("shape", text, "element_type", type),
            List.of());
    IrPort port = layer.addOutput(0, precision, name, shape);
    layers.add(layer);
    return port;
  }

  /** Makes a tensor an output of the model, under the given tensor name. */
  public void addResult(String name, IrPort tensor) {
    tensor.rename(tensor.names().isEmpty() ? name : tensor.names() + "," + name);
    IrLayer layer =
        new IrLayer(
            unused(name), "Result", "opset1", Map.of("output_names", name), Map.of(), List.of());
    layer.inputs.add(new IrLayer.Input(0, tensor.precision(), tensor));
    layers.add(layer);
  }

  /** Gives an output's tensor a further name, under which it can be asked for as well. */
  public void addOutputName(int output, String name) {
    IrLayer result = results().get(output);
    IrPort tensor = result.input(0);
    tensor.rename(tensor.names().isEmpty() ? name : tensor.names() + "," + name);
    result.attributes.computeIfPresent("output_names", (key, names) -> names + "," + name);
  }

  /** Takes the last output, of the given name, out of the model; its tensor stays. */
  public IrPort removeResult(String name) {
    IrLayer result = results().get(results().size() - 1);
    IrPort tensor = result.input(0);
    layers.remove(result);
    tensor.rename(
        Arrays.stream(tensor.names().split(","))
            .filter(n -> !n.equals(name))
            .collect(Collectors.joining(",")));
    return tensor;
  }

  /**
   * Removes the outputs for which the layer is not among {@code kept}, and all layers that nothing
   * needs any more; inputs stay.
   */
  public void keepResults(Collection<IrLayer> kept) {
    Set<IrLayer> needed = new HashSet<>(parameters());
    kept.forEach(r -> collectProducers(r, needed));
    layers.removeIf(l -> !needed.contains(l));
  }

  /** Makes all layers that read one tensor read another. */
  public void replace(IrPort tensor, IrPort by) {
    for (IrLayer layer : layers) {
      for (IrLayer.Input input : layer.inputs) {
        if (input.source == tensor && layer != by.layer()) {
          input.source = by;
        }
      }
    }
  }

  /** Removes inputs that no layer reads. */
  public void dropUnreadParameters() {
    layers.removeIf(l -> l.is("Parameter") && consumers(l).isEmpty());
  }

  /**
   * Copies layers; the copies read from one another where the originals do, and for every other
   * input {@code outside} says what they read.
   *
   * @param originals in any order
   * @param outside maps the tensor that an original reads from a layer that is not copied
   * @param rewritten shape of each copy's outputs, from the original's
   * @return the copied tensor for each original one
   */
  public Map<IrPort, IrPort> copy(
      Set<IrLayer> originals,
      String suffix,
      InputMap outside,
      BiFunction<IrPort, long[], long[]> rewritten) {
    Map<IrPort, IrPort> copies = new HashMap<>();
    for (IrLayer original : layers.stream().filter(originals::contains).toList()) {
      IrLayer copy =
          new IrLayer(
              unused(original.name() + suffix),
              original.type(),
              original.version(),
              original.attributes,
              original.dataInOrder(),
              original.opaque);
      for (int i = 0; i < original.inputs.size(); i++) {
        IrLayer.Input input = original.inputs.get(i);
        IrPort inside = copies.get(input.source);
        copy.inputs.add(
            new IrLayer.Input(
                input.id, input.precision, outside.source(original, i, input.source, inside)));
      }
      for (IrPort port : original.outputs()) {
        copies.put(
            port,
            copy.addOutput(port.id(), port.precision(), "", rewritten.apply(port, port.shape())));
      }
      layers.add(copy);
    }
    return copies;
  }

  /** Decides what an input of a copied layer reads. */
  @FunctionalInterface
  public interface InputMap {
    /**
     * The tensor to read.
     *
     * @param original the layer that is copied
     * @param index which input of it
     * @param source the tensor that the original reads
     * @param copied the copy of that tensor, or null if its layer is not copied
     */
    IrPort source(IrLayer original, int index, IrPort source, IrPort copied);
  }

  /**
   * The values of a constant of integers ({@code i64} or {@code i32}); empty if the tensor is no
   * such constant.
   */
  public Optional<long[]> integers(IrPort tensor) {
    IrLayer layer = tensor.layer();
    String type = layer.data("element_type").orElse("");
    if (!layer.is("Const") || !(type.equals("i64") || type.equals("i32"))) {
      return Optional.empty();
    }
    ByteBuffer bytes = bytes(layer);
    int size = type.equals("i64") ? Long.BYTES : Integer.BYTES;
    long[] values = new long[bytes.remaining() / size];
    for (int i = 0; i < values.length; i++) {
      values[i] = size == Long.BYTES ? bytes.getLong(i * size) : bytes.getInt(i * size);
    }
    return Optional.of(values);
  }

  private ByteBuffer bytes(IrLayer constant) {
    long offset = Long.parseLong(constant.data("offset").orElseThrow());
    int size = Integer.parseInt(constant.data("size").orElseThrow());
    for (Appended a : appended) {
      if (a.offset == offset) {
        return a.bytes.duplicate().rewind().order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    if (offset + size > weights.capacity()) {
      throw new EngineException(
          "Constant '"
              + constant.name()
              + "' lies at byte "
              + offset
              + " of the weights, which have only "
              + weights.capacity()
              + " bytes. The .bin does not belong to this .xml or is truncated.");
    }
    return weights.slice((int) offset, size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The weights with all added constants, as a direct buffer. */
  public ByteBuffer weights() {
    if (appended.isEmpty()) {
      return weights;
    }
    if (end > Integer.MAX_VALUE) {
      throw new EngineException(
          "The weights with the added constants have "
              + end
              + " bytes; at most 2 GiB can be edited.");
    }
    ByteBuffer all = ByteBuffer.allocateDirect((int) end);
    all.put(weights.duplicate().rewind());
    for (Appended a : appended) {
      all.position((int) a.offset).put(a.bytes.duplicate().rewind());
    }
    return all.rewind();
  }

  /**
   * The texts of a block of the run time information, such as {@code model_info}, by key; without
   * the blocks inside it.
   */
  public Map<String, String> runtimeInfo(String block) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Element info : opaque) {
      if (!info.getTagName().equals("rt_info")) {
        continue;
      }
      for (Element candidate : children(info)) {
        if (key(candidate).equals(block)) {
          children(candidate).stream()
              .filter(e -> e.hasAttribute("value"))
              .forEach(e -> texts.put(key(e), e.getAttribute("value")));
        }
      }
    }
    return texts;
  }

  /** Sets texts in a block of the run time information; others of the block stay. */
  public void setRuntimeInfo(String block, Map<String, String> texts) {
    Map<String, String> all = runtimeInfo(block);
    all.putAll(texts);
    Document document = newDocument();
    Element created = document.createElement(block);
    all.forEach(
        (key, value) -> {
          Element text = append(created, "info");
          text.setAttribute("name", key);
          text.setAttribute("value", value);
        });
    Element root =
        opaque.stream()
            .filter(e -> e.getTagName().equals("rt_info"))
            .findFirst()
            .orElseGet(
                () -> {
                  Element info = newDocument().createElement("rt_info");
                  opaque.add(info);
                  return info;
                });
    children(root).stream().filter(e -> key(e).equals(block)).forEach(root::removeChild);
    root.appendChild(root.getOwnerDocument().importNode(created, true));
  }

  /**
   * Stores the large float32 constants as float16, from which the network converts them back: half
   * the size, and weights rounded to 11 bits.
   */
  public void compressWeights() {
    for (IrLayer layer : List.copyOf(layers)) {
      boolean large =
          layer.is("Const")
              && layer.data("element_type").orElse("").equals("f32")
              && layer.output().isStatic()
              && Arrays.stream(layer.output().shape()).reduce(1, (a, b) -> a * b)
                  >= SMALLEST_COMPRESSED;
      if (large) {
        compress(layer);
      }
    }
  }

  private void compress(IrLayer constant) {
    ByteBuffer wide = bytes(constant);
    ByteBuffer half = ByteBuffer.allocate(wide.remaining() / 2).order(ByteOrder.LITTLE_ENDIAN);
    while (wide.hasRemaining()) {
      float value = wide.getFloat();
      if (Math.abs(value) > LARGEST_HALF) {
        return;
      }
      half.putShort(Half.of(value));
    }
    IrPort stored =
        constant(
            constant.name() + "_compressed",
            "f16",
            "FP16",
            constant.output().shape(),
            half.rewind());
    Document document = newDocument();
    Element info = document.createElement("rt_info");
    Element attribute = append(info, "attribute");
    attribute.setAttribute("name", "decompression");
    attribute.setAttribute("version", "0");
    IrLayer convert =
        new IrLayer(
            unused(constant.name() + "_decompressed"),
            "Convert",
            "opset1",
            Map.of(),
            Map.of("destination_type", "f32"),
            List.of(info));
    convert.inputs.add(new IrLayer.Input(0, "FP16", stored));
    IrPort restored =
        convert.addOutput(1, "FP32", constant.output().names(), constant.output().shape());
    layers.add(convert);
    replace(constant.output(), restored);
    layers.remove(constant);
  }

  /**
   * Leaves out of the weights what no constant needs; not if bodies of loops have constants of
   * their own.
   */
  public void compactWeights() {
    if (layers.stream()
        .flatMap(l -> l.opaque.stream())
        .anyMatch(e -> e.getTagName().endsWith("body"))) {
      return;
    }
    Map<String, Long> kept = new HashMap<>();
    List<Appended> all = new ArrayList<>();
    long position = 0;
    for (IrLayer layer : layers) {
      if (!layer.is("Const") || layer.data("offset").isEmpty()) {
        continue;
      }
      String place = layer.data("offset").orElseThrow() + ":" + layer.data("size").orElseThrow();
      if (!kept.containsKey(place)) {
        ByteBuffer content = bytes(layer);
        kept.put(place, position);
        all.add(new Appended(position, content));
        position +=
            (content.remaining() + CONSTANT_ALIGNMENT - 1)
                / CONSTANT_ALIGNMENT
                * CONSTANT_ALIGNMENT;
      }
      layer.dataInOrder().put("offset", Long.toString(kept.get(place)));
    }
    weights = ByteBuffer.allocateDirect(0);
    appended.clear();
    appended.addAll(all);
    end = position;
  }

  private static String key(Element element) {
    return element.getTagName().equals("info")
        ? element.getAttribute("name")
        : element.getTagName();
  }

  /** The graph as the text of an IR; its constants lie in {@link #weights()}. */
  public String toXml() {
    Document document = newDocument();
    Element net = document.createElement("net");
    document.appendChild(net);
    netAttributes.forEach(net::setAttribute);
    Element layerList = append(net, "layers");
    Element edgeList = append(net, "edges");
    Collection<IrLayer> ordered = inOrder(layers);
    Map<IrLayer, String> ids = new HashMap<>();
    for (IrLayer layer : ordered) {
      String id = Integer.toString(ids.size());
      ids.put(layer, id);
      layerList.appendChild(element(document, layer, id));
      for (IrLayer.Input input : layer.inputs) {
        Element edge = append(edgeList, "edge");
        edge.setAttribute("from-layer", ids.get(input.source.layer()));
        edge.setAttribute("from-port", Integer.toString(input.source.id()));
        edge.setAttribute("to-layer", id);
        edge.setAttribute("to-port", Integer.toString(input.id));
      }
    }
    opaque.forEach(e -> net.appendChild(document.importNode(e, true)));
    return text(document);
  }

  private static Element element(Document document, IrLayer layer, String id) {
    Element element = document.createElement("layer");
    element.setAttribute("id", id);
    element.setAttribute("name", layer.name());
    element.setAttribute("type", layer.type());
    element.setAttribute("version", layer.version());
    layer.attributes.forEach(element::setAttribute);
    if (!layer.dataInOrder().isEmpty()) {
      Element data = append(element, "data");
      layer.dataInOrder().forEach(data::setAttribute);
    }
    if (!layer.inputs.isEmpty()) {
      Element in = append(element, "input");
      for (IrLayer.Input input : layer.inputs) {
        appendPort(in, input.id, input.precision, "", input.source.shape());
      }
    }
    if (!layer.outputs().isEmpty()) {
      Element out = append(element, "output");
      layer.outputs().forEach(p -> appendPort(out, p.id(), p.precision(), p.names(), p.shape()));
    }
    layer.opaque.forEach(e -> element.appendChild(document.importNode(e, true)));
    return element;
  }

  private static void appendPort(
      Element parent, int id, String precision, String names, long[] shape) {
    Element port = append(parent, "port");
    port.setAttribute("id", Integer.toString(id));
    if (!precision.isEmpty()) {
      port.setAttribute("precision", precision);
    }
    if (!names.isEmpty()) {
      port.setAttribute("names", names);
    }
    for (long d : shape) {
      append(port, "dim").setTextContent(Long.toString(d));
    }
  }

  /** Writes {@code model.xml} and the {@code .bin} beside it. */
  public void write(Path xml) {
    try (FileChannel channel =
        FileChannel.open(
            weightsFile(xml),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer all = weights().duplicate().rewind();
      while (all.hasRemaining()) {
        channel.write(all);
      }
      Files.writeString(xml, toXml(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new EngineException("The IR " + xml + " cannot be written: " + e.getMessage(), e);
    }
  }

  private String unused(String name) {
    Set<String> names = layers.stream().map(IrLayer::name).collect(Collectors.toSet());
    String candidate = name;
    for (int i = 1; names.contains(candidate); i++) {
      candidate = name + "_" + i;
    }
    return candidate;
  }

  private static Collection<IrLayer> inOrder(Collection<IrLayer> layers) {
    Set<IrLayer> ordered = new LinkedHashSet<>();
    Set<IrLayer> entered = new HashSet<>();
    List<IrLayer> path = new ArrayList<>();
    for (IrLayer root : layers) {
      path.add(root);
      while (!path.isEmpty()) {
        IrLayer layer = path.get(path.size() - 1);
        entered.add(layer);
        Optional<IrLayer> missing =
            layer.inputs.stream()
                .map(i -> i.source.layer())
                .filter(l -> !ordered.contains(l))
                .findFirst();
        if (missing.isEmpty()) {
          ordered.add(path.remove(path.size() - 1));
        } else if (entered.contains(missing.get())) {
          throw new EngineException("The IR has a cycle through layer '" + layer.name() + "'.");
        } else {
          path.add(missing.get());
        }
      }
    }
    return ordered;
  }

  private static Document document(String xml) {
    try {
      return factory()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new EngineException("This is not the XML of an OpenVINO IR: " + e.getMessage(), e);
    }
  }

  private static Document newDocument() {
    try {
      return factory().newDocumentBuilder().newDocument();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DocumentBuilderFactory factory() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory;
  }

  private static String text(Document document) {
    try {
      Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "no");
      StringWriter out = new StringWriter();
      transformer.transform(new DOMSource(document), new StreamResult(out));
      return out.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Element append(Element parent, String tag) {
    Element child = parent.getOwnerDocument().createElement(tag);
    parent.appendChild(child);
    return child;
  }

  private static Map<String, String> attributes(Element element) {
    Map<String, String> found = new LinkedHashMap<>();
    NamedNodeMap map = element.getAttributes();
    for (int i = 0; i < map.getLength(); i++) {
      found.put(map.item(i).getNodeName(), map.item(i).getNodeValue());
    }
    return found;
  }

  private static Optional<Element> child(Element parent, String tag) {
    return children(parent).stream().filter(c -> c.getTagName().equals(tag)).findFirst();
  }

  private static List<Element> children(Element parent) {
    List<Element> found = new ArrayList<>();
    for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element e) {
        found.add(e);
      }
    }
    return found;
  }
}
