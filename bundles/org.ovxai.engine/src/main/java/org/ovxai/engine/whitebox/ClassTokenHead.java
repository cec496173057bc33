package org.ovxai.engine.whitebox;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ovxai.engine.ir.IrLayer;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;

/**
 * The short way through the last block of a transformer whose scores depend on one token alone (the
 * class token): all masked versions in one pass, without a masked copy of the tokens.
 *
 * <p>Up to the attention, each token goes through linear layers by itself, so the mask m of a token
 * can be applied behind them: f(m x) = m (f(x) - f(0)) + f(0). With q the query of the class token,
 * which all versions share, and k' = k - f(0) the keys without bias, the attention of version p is
 * softmax_j(m_pj q k'_j + q k0_j), and its result sum_j a_pj (m_pj v'_j + v0_j): two products with
 * the matrix of all masks. What follows works on each token by itself; it sees the class tokens of
 * all versions as one sequence.
 */
final class ClassTokenHead {
  private static final String NAME = "class_token/";
  private static final Set<String> TOKENWISE =
      Set.of(
          "Add",
          "Subtract",
          "Multiply",
          "Divide",
          "MatMul",
          "Gelu",
          "ReLU",
          "PReLU",
          "Sigmoid",
          "Swish",
          "Tanh",
          "Erf",
          "HSwish",
          "Mish",
          "SoftPlus",
          "Clamp",
          "Convert",
          "MVN",
          "Power",
          "Sqrt",
          "SquaredDifference",
          "ReduceMean",
          "Reshape",
          "Transpose");
  private static final Set<String> LINEAR =
      Set.of(
          "MatMul",
          "Add",
          "Multiply",
          "Reshape",
          "Transpose",
          "Split",
          "VariadicSplit",
          "Squeeze",
          "Gather",
          "StridedSlice");

  private final IrModel model;
  private final Masking masking;
  private final IrPort normalised;
  private final IrPort tokens;
  private final long cells;
  private final long tokenCount;
  private final Set<IrLayer> dependent;

  private ClassTokenHead(IrModel model, Masking masking) {
    this.model = model;
    this.masking = masking;
    this.normalised = masking.tensors().get(0);
    this.tokens = masking.tensors().get(1);
    this.cells = masking.cells();
    this.tokenCount = tokens.dim(1);
    this.dependent = Layers.dependentOnInput(model);
  }

  /**
   * An attention.
   *
   * @param output the attended values {@code [1,heads,N,d]}
   * @param query {@code [1,heads,N,d]}
   * @param key {@code [1,heads,N,d]}, or {@code [1,heads,d,N]} if {@code keyTransposed}
   * @param value {@code [1,heads,N,d]}
   * @param scale constant factor of the products, if they have one
   */
  private record Attention(
      IrPort output,
      IrPort query,
      IrPort key,
      boolean keyTransposed,
      IrPort value,
      Optional<IrPort> scale) {}

  /** The scores of all versions {@code [cells,K]}, if the network has the form for this way. */
  static Optional<IrPort> insert(IrModel model, Masking masking) {
    boolean ambiguous =
        Arrays.stream(masking.tensors().get(0).shape()).filter(d -> d == masking.maskSize()).count()
            != 1;
    return masking.tensors().size() == 2 && !ambiguous
        ? new ClassTokenHead(model, masking).insert()
        : Optional.empty();
  }

  private Optional<IrPort> insert() {
    Set<IrLayer> head = MaskedHead.layers(model, masking);
    List<IrLayer> attentions =
        head.stream()
            .filter(
                l ->
                    l.is("ScaledDotProductAttention")
                        || l.is("SoftMax", "Softmax") && l.output().rank() == 4)
            .toList();
    Optional<IrLayer> pick = picksToken(head);
    if (attentions.size() != 1 || pick.isEmpty()) {
      return Optional.empty();
    }
    Optional<Attention> attention =
        attentions.get(0).is("ScaledDotProductAttention")
            ? fused(attentions.get(0))
            : decomposed(attentions.get(0));
    if (attention.isEmpty()
        || !isLinear(attention.get(), head)
        || !isTokenwise(attention.get(), pick.get(), head)) {
      return Optional.empty();
    }
    long token = model.integers(pick.get().input(1)).orElseThrow()[0];
    IrPort attended = attend(attention.get(), token < 0 ? token + tokenCount : token);
    return Optional.of(scores(attention.get(), pick.get(), attended, head));
  }

  /**
   * The layer that takes one token out of the sequence, if everything behind it depends on nothing
   * else.
   */
  private Optional<IrLayer> picksToken(Set<IrLayer> head) {
    List<IrLayer> picks =
        head.stream()
            .filter(
                l -> l.is("Gather") && l.input(0).rank() == 3 && l.input(0).dim(1) == tokenCount)
            .filter(l -> model.integers(l.input(1)).filter(i -> i.length == 1).isPresent())
            .filter(
                l -> model.integers(l.input(2)).filter(a -> a.length == 1 && a[0] == 1).isPresent())
            .toList();
    return picks.size() == 1 ? Optional.of(picks.get(0)) : Optional.empty();
  }

  private Optional<Attention> fused(IrLayer layer) {
    boolean plain = layer.data("causal").orElse("false").equals("false");
    boolean noMask =
        layer.inputCount() < 4 || layer.input(3).rank() == 0 && isConstant(layer.input(3));
    Optional<IrPort> scale =
        layer.inputCount() > 4
            ? Optional.of(layer.input(4))
            : Optional.of(
                model.constant(
                    NAME + "scale",
                    new long[] {1, 1, 1, 1},
                    (float) (1 / Math.sqrt(layer.input(0).dim(-1)))));
    return plain && noMask
        ? Optional.of(
                new Attention(
                    layer.output(), layer.input(0), layer.input(1), false, layer.input(2), scale))
            .filter(this::isShaped)
        : Optional.empty();
  }

  private Optional<Attention> decomposed(IrLayer softmax) {
    IrPort products = softmax.input(0);
    Optional<IrPort> scale = Optional.empty();
    if (products.layer().is("Multiply", "Divide") && isConstant(products.layer().input(1))) {
      IrPort factor = products.layer().input(1);
      scale =
          Optional.of(
              products.layer().is("Multiply")
                  ? factor
                  : op(
                      "Divide",
                      Map.of("auto_broadcast", "numpy"),
                      "scale",
                      new long[] {1, 1, 1, 1},
                      model.constant(NAME + "one", new long[] {1, 1, 1, 1}, 1f),
                      factor));
      products = products.layer().input(0);
    }
    List<IrLayer> readers = model.consumers(softmax);
    boolean axis = softmax.data("axis").orElse("").matches("-1|3");
    if (!axis
        || !isPlainMatMul(products.layer())
        || readers.size() != 1
        || !isPlainMatMul(readers.get(0))
        || readers.get(0).input(0) != softmax.output()
        || readers.get(0).data("transpose_b").orElse("false").equals("true")
        || scale
            .filter(f -> Arrays.stream(f.shape()).reduce(1, (a, b) -> a * b) != 1)
            .isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
            new Attention(
                readers.get(0).output(),
                products.layer().input(0),
                products.layer().input(1),
                products.layer().data("transpose_b").orElse("false").equals("false"),
                readers.get(0).input(1),
                scale))
        .filter(this::isShaped);
  }

  private static boolean isPlainMatMul(IrLayer layer) {
    return layer.is("MatMul") && layer.data("transpose_a").orElse("false").equals("false");
  }

  private boolean isShaped(Attention attention) {
    int keyAxis = attention.keyTransposed ? 3 : 2;
    return attention.query.rank() == 4
        && attention.query.dim(2) == tokenCount
        && attention.key.rank() == 4
        && attention.key.dim(keyAxis) == tokenCount
        && attention.value.rank() == 4
        && attention.value.dim(2) == tokenCount;
  }

  private boolean isLinear(Attention attention, Set<IrLayer> head) {
    for (IrPort end : List.of(attention.query, attention.key, attention.value)) {
      for (IrLayer layer : model.between(normalised, end)) {
        long varying =
            layer.inputs().stream()
                .filter(p -> p == normalised || head.contains(p.layer()))
                .count();
        boolean others =
            layer.inputs().stream()
                .allMatch(p -> p == normalised || head.contains(p.layer()) || isConstant(p));
        if (!head.contains(layer) || !LINEAR.contains(layer.type()) || varying != 1 || !others) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isTokenwise(Attention attention, IrLayer pick, Set<IrLayer> head) {
    Set<IrLayer> tail = behind(attention, pick);
    for (IrLayer layer : tail) {
      boolean known =
          layer.inputs().stream()
              .allMatch(
                  p ->
                      p == tokens
                          || tail.contains(p.layer())
                          || p == attention.output
                          || isConstant(p));
      if (layer == pick) {
        continue;
      }
      if (!known
          || !TOKENWISE.contains(layer.type())
          || layer.is("MVN", "ReduceMean") && !alongLast(layer)
          || layer.is("MatMul") && !isConstant(layer.input(1))) {
        return false;
      }
    }
    for (IrLayer layer : head) {
      boolean readsTail =
          layer.inputs().stream().anyMatch(p -> tail.contains(p.layer()) && p.layer() != pick);
      if (readsTail && !tail.contains(layer)) {
        return false;
      }
    }
    return tail.contains(pick);
  }

  private boolean alongLast(IrLayer layer) {
    int rank = layer.input(0).rank();
    return model
        .integers(layer.input(1))
        .filter(a -> a.length == 1 && (a[0] == -1 || a[0] == rank - 1))
        .isPresent();
  }

  private boolean isConstant(IrPort tensor) {
    return !dependent.contains(tensor.layer());
  }

  /** The layers from the attention and the skip connection up to the picked token. */
  private Set<IrLayer> behind(Attention attention, IrLayer pick) {
    Set<IrLayer> all = new LinkedHashSet<>(model.between(attention.output, pick.output()));
    Set<IrLayer> inOrder = new LinkedHashSet<>();
    model.layers().stream().filter(all::contains).forEach(inOrder::add);
    return inOrder;
  }

  private IrPort attend(Attention attention, long token) {
    IrPort zero =
        model.constant(NAME + "no_tokens", normalised.shape(), new float[size(normalised)]);
    Set<IrLayer> linear = new HashSet<>();
    for (IrPort end : List.of(attention.query, attention.key, attention.value)) {
      linear.addAll(model.between(normalised, end));
    }
    Map<IrPort, IrPort> biases =
        model.copy(
            linear,
            "/bias",
            (layer, i, source, copied) ->
                copied != null ? copied : source == normalised ? zero : source,
            (port, shape) -> shape);
    long heads = attention.query.dim(1);
    long size = attention.query.dim(3);
    long valueSize = attention.value.dim(3);
    IrPort masks =
        model.constant(
            NAME + "masks", new long[] {1, 1, cells, tokenCount}, masking.masks(0, (int) cells));
    float kept = masking.masks(0, 1)[(int) token];
    IrPort query =
        masked(
            row(attention.query, token, heads, size),
            row(biases.get(attention.query), token, heads, size),
            model.constant(NAME + "kept", new long[] {1, 1, 1, 1}, kept),
            "query");
    IrPort scaled =
        attention
            .scale
            .map(
                f ->
                    op(
                        "Multiply",
                        Map.of("auto_broadcast", "numpy"),
                        "query_scaled",
                        query.shape(),
                        query,
                        f))
            .orElse(query);
    IrPort keyBias = biases.get(attention.key);
    IrPort key = subtract(attention.key, keyBias, "key");
    long[] products = {1, heads, 1, tokenCount};
    IrPort byKey = matMul(scaled, key, !attention.keyTransposed, "by_key", products);
    IrPort byBias = matMul(scaled, keyBias, !attention.keyTransposed, "by_key_bias", products);
    IrPort logits = masked(masks, byKey, byBias);
    IrPort weights =
        op("SoftMax", Map.of("axis", "3"), "opset8", "attention", logits.shape(), logits);
    IrPort valueBias = biases.get(attention.value);
    long[] result = {1, heads, cells, valueSize};
    IrPort maskedWeights =
        op(
            "Multiply",
            Map.of("auto_broadcast", "numpy"),
            "masked_attention",
            logits.shape(),
            weights,
            masks);
    return op(
        "Add",
        Map.of("auto_broadcast", "numpy"),
        "attended",
        result,
        matMul(
            maskedWeights, subtract(attention.value, valueBias, "value"), false, "values", result),
        matMul(weights, valueBias, false, "value_biases", result));
  }

  private IrPort masked(IrPort masks, IrPort factor, IrPort offset) {
    long[] shape = {1, factor.dim(1), cells, tokenCount};
    IrPort product =
        op("Multiply", Map.of("auto_broadcast", "numpy"), "masked_products", shape, masks, factor);
    return op("Add", Map.of("auto_broadcast", "numpy"), "products", shape, product, offset);
  }

  private IrPort masked(IrPort value, IrPort bias, IrPort mask, String name) {
    IrPort product =
        op(
            "Multiply",
            Map.of("auto_broadcast", "numpy"),
            name + "_masked",
            value.shape(),
            subtract(value, bias, name),
            mask);
    return op("Add", Map.of("auto_broadcast", "numpy"), name, value.shape(), product, bias);
  }

  private IrPort row(IrPort tensor, long token, long heads, long size) {
    return op(
        "Gather",
        Map.of("batch_dims", "0"),
        "opset8",
        "class_query",
        new long[] {1, heads, 1, size},
        tensor,
        model.constant(NAME + "class", token),
        model.constant(NAME + "class_axis", 2));
  }

  private IrPort subtract(IrPort a, IrPort b, String name) {
    return op(
        "Subtract", Map.of("auto_broadcast", "numpy"), name + "_without_bias", a.shape(), a, b);
  }

  private IrPort matMul(IrPort a, IrPort b, boolean transposeB, String name, long[] shape) {
    return op(
        "MatMul",
        Map.of("transpose_a", "false", "transpose_b", Boolean.toString(transposeB)),
        name,
        shape,
        a,
        b);
  }

  /**
   * The rest of the network: up to the pick with the versions in place of the tokens, then with
   * them as the batch.
   */
  private IrPort scores(Attention attention, IrLayer pick, IrPort attended, Set<IrLayer> head) {
    long token = model.integers(pick.input(1)).orElseThrow()[0];
    float kept = masking.masks(0, 1)[(int) (token < 0 ? token + tokenCount : token)];
    IrPort classToken =
        op(
            "Multiply",
            Map.of("auto_broadcast", "numpy"),
            "skip",
            new long[] {1, 1, tokens.dim(2)},
            op(
                "Gather",
                Map.of("batch_dims", "0"),
                "opset8",
                "skip_token",
                new long[] {1, 1, tokens.dim(2)},
                tokens,
                model.constant(NAME + "skip_index", token),
                model.constant(NAME + "skip_axis", 1)),
            model.constant(NAME + "skip_kept", new long[] {1, 1, 1}, kept));
    Set<IrLayer> tail = behind(attention, pick);
    tail.remove(pick);
    Map<IrPort, IrPort> sequence =
        model.copy(
            tail,
            "/class_token",
            (layer, i, source, copied) -> {
              if (i == 1 && layer.is("Reshape")) {
                return model.constant(
                    layer.name() + "/class_token/shape", versions(layer.output().shape()));
              }
              if (copied != null) {
                return copied;
              }
              return source == tokens ? classToken : source == attention.output ? attended : source;
            },
            (port, shape) -> versions(shape));
    IrPort picked = pick.output();
    long[] batch = picked.shape();
    batch[0] = cells;
    IrPort asBatch =
        op(
            "Reshape",
            Map.of("special_zero", "false"),
            "as_batch",
            batch,
            sequence.get(pick.input(0)),
            model.constant(NAME + "as_batch_shape", batch));
    Masking rest =
        new Masking(
            masking.layer(), List.of(picked), masking.scores(), 1, 1, List.of(), masking.mask());
    return new MaskedHead(model, rest, Map.of(picked, asBatch), cells).insert();
  }

  private long[] versions(long[] shape) {
    return Arrays.stream(shape).map(d -> d == tokenCount ? cells : d).toArray();
  }

  private static int size(IrPort tensor) {
    return Math.toIntExact(Arrays.stream(tensor.shape()).reduce(1, (a, b) -> a * b));
  }

  private IrPort op(
      String type, Map<String, String> data, String name, long[] shape, IrPort... inputs) {
    return op(type, data, "opset1", name, shape, inputs);
  }

  private IrPort op(
      String type,
      Map<String, String> data,
      String version,
      String name,
      long[] shape,
      IrPort... inputs) {
    return model.add(type, version, NAME + name, data, shape, inputs);
  }
}
