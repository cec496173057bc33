package org.ovxai.engine.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongBinaryOperator;
import java.util.stream.LongStream;

/**
 * Replaces what a network computes from the shapes of its tensors by constants, which it is when
 * all shapes are known. Exporters write such computations in front of reshapes, reductions and
 * slices; without them those are readable.
 */
final class ShapeFolding {
  private static final Set<String> UNCHANGED = Set.of("Convert", "Unsqueeze", "Squeeze", "Reshape");
  private static final Set<String> INTEGERS = Set.of("I64", "I32", "U8", "BOOL", "BOOLEAN");

  private final IrModel model;
  private final Map<IrPort, Optional<long[]>> values = new HashMap<>();

  private ShapeFolding(IrModel model) {
    this.model = model;
  }

  /** Folds in place. */
  static void fold(IrModel model) {
    new ShapeFolding(model).fold();
  }

  private void fold() {
    Map<IrLayer, List<IrLayer>> consumers = new HashMap<>();
    for (IrLayer layer : model.layers()) {
      for (IrPort input : layer.inputs()) {
        consumers.computeIfAbsent(input.layer(), l -> new ArrayList<>()).add(layer);
      }
    }
    for (IrLayer layer : model.layers()) {
      if (layer.is("Const") || layer.outputs().size() != 1 || !layer.output().isStatic()) {
        continue;
      }
      IrPort output = layer.output();
      Optional<long[]> value =
          INTEGERS.contains(output.precision()) ? evaluate(layer) : Optional.empty();
      values.put(output, value);
      boolean feedsData =
          consumers.getOrDefault(layer, List.of()).stream()
              .anyMatch(c -> c.outputs().size() != 1 || !INTEGERS.contains(c.output().precision()));
      if (value.isPresent() && feedsData && isWanted(output)) {
        model.replace(
            output,
            model.constant(
                layer.name() + "/folded", output.precision(), output.shape(), value.get()));
      }
    }
    model.keepResults(model.results());
  }

  private static boolean isWanted(IrPort output) {
    return output.precision().equals("I64") || output.precision().equals("I32");
  }

  private Optional<long[]> values(IrPort port) {
    Optional<long[]> known = values.get(port);
    if (known != null) {
      return known;
    }
    Optional<long[]> constant = model.integers(port);
    if (constant.isPresent() || port.layer().is("Const")) {
      values.put(port, constant);
      return constant;
    }
    return Optional.empty();
  }

  private Optional<long[]> evaluate(IrLayer layer) {
    if (layer.is("ShapeOf")) {
      return layer.input(0).isStatic() ? Optional.of(layer.input(0).shape()) : Optional.empty();
    }
    List<long[]> in = new ArrayList<>();
    for (IrPort port : layer.inputs()) {
      Optional<long[]> value = values(port);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      in.add(value.get());
    }
    if (in.isEmpty()) {
      return Optional.empty();
    }
    if (UNCHANGED.contains(layer.type())) {
      return Optional.of(in.get(0));
    }
    return switch (layer.type()) {
      case "Gather" -> gathered(layer, in);
      case "Concat" ->
          layer.output().rank() == 1
              ? Optional.of(in.stream().flatMapToLong(LongStream::of).toArray())
              : Optional.empty();
      case "Range" ->
          in.get(2)[0] == 0
              ? Optional.empty()
              : Optional.of(range(in.get(0)[0], in.get(1)[0], in.get(2)[0]));
      case "Broadcast" ->
          in.get(0).length == 1 ? Optional.of(filled(layer, in.get(0)[0])) : Optional.empty();
      case "ReduceProd" ->
          Optional.of(new long[] {Arrays.stream(in.get(0)).reduce(1, (a, b) -> a * b)});
      case "Slice" -> sliced(layer, in);
      case "StridedSlice" -> stridden(layer, in);
      case "Select" ->
          elementwise(in.get(1), in.get(2), (a, b) -> a)
              .flatMap(ignored -> selected(in.get(0), in.get(1), in.get(2)));
      case "Add" -> elementwise(in.get(0), in.get(1), Long::sum);
      case "Subtract" -> elementwise(in.get(0), in.get(1), (a, b) -> a - b);
      case "Multiply" -> elementwise(in.get(0), in.get(1), (a, b) -> a * b);
      case "Divide" ->
          Arrays.stream(in.get(1)).anyMatch(d -> d == 0)
              ? Optional.empty()
              : elementwise(in.get(0), in.get(1), Math::floorDiv);
      case "Maximum" -> elementwise(in.get(0), in.get(1), Math::max);
      case "Minimum" -> elementwise(in.get(0), in.get(1), Math::min);
      case "Equal" -> elementwise(in.get(0), in.get(1), (a, b) -> a == b ? 1 : 0);
      default -> Optional.empty();
    };
  }

  private static Optional<long[]> gathered(IrLayer layer, List<long[]> in) {
    long[] data = in.get(0);
    if (layer.input(0).rank() != 1) {
      return Optional.empty();
    }
    return Optional.of(
        LongStream.of(in.get(1)).map(i -> data[(int) (i < 0 ? i + data.length : i)]).toArray());
  }

  private static long[] range(long start, long stop, long step) {
    List<Long> all = new ArrayList<>();
    for (long v = start; step > 0 ? v < stop : v > stop; v += step) {
      all.add(v);
    }
    return all.stream().mapToLong(Long::longValue).toArray();
  }

  private static long[] filled(IrLayer layer, long value) {
    long[] all = new long[(int) Arrays.stream(layer.output().shape()).reduce(1, (a, b) -> a * b)];
    Arrays.fill(all, value);
    return all;
  }

  private static Optional<long[]> sliced(IrLayer layer, List<long[]> in) {
    return layer.input(0).rank() == 1
        ? part(layer, in.get(0), in.get(1)[0], in.get(2)[0], in.get(3)[0])
        : Optional.empty();
  }

  private static Optional<long[]> stridden(IrLayer layer, List<long[]> in) {
    boolean plain =
        layer.input(0).rank() == 1
            && List.of("new_axis_mask", "ellipsis_mask").stream()
                .allMatch(m -> layer.data(m).orElse("0").matches("[0, ]*"));
    if (!plain) {
      return Optional.empty();
    }
    long step = in.size() > 3 ? in.get(3)[0] : 1;
    long begin = layer.data("begin_mask").orElse("").startsWith("1") ? 0 : in.get(1)[0];
    long end = layer.data("end_mask").orElse("").startsWith("1") ? Integer.MAX_VALUE : in.get(2)[0];
    if (layer.data("shrink_axis_mask").orElse("").startsWith("1")) {
      end = begin == -1 ? Integer.MAX_VALUE : begin + 1;
    }
    return part(layer, in.get(0), begin, end, step);
  }

  private static Optional<long[]> part(
      IrLayer layer, long[] data, long begin, long end, long step) {
    if (step != 1) {
      return Optional.empty();
    }
    long from = Math.max(0, begin < 0 ? begin + data.length : begin);
    long to = Math.min(data.length, end < 0 ? end + data.length : end);
    long expected = Arrays.stream(layer.output().shape()).reduce(1, (a, b) -> a * b);
    return to - from == expected
        ? Optional.of(Arrays.copyOfRange(data, (int) from, (int) to))
        : Optional.empty();
  }

  private static Optional<long[]> elementwise(long[] a, long[] b, LongBinaryOperator operator) {
    int length = Math.max(a.length, b.length);
    if (Math.min(a.length, b.length) != length && Math.min(a.length, b.length) != 1) {
      return Optional.empty();
    }
    long[] result = new long[length];
    for (int i = 0; i < length; i++) {
      result[i] = operator.applyAsLong(a[a.length == 1 ? 0 : i], b[b.length == 1 ? 0 : i]);
    }
    return Optional.of(result);
  }

  private static Optional<long[]> selected(long[] condition, long[] yes, long[] no) {
    int length = Math.max(condition.length, Math.max(yes.length, no.length));
    long[] result = new long[length];
    for (int i = 0; i < length; i++) {
      boolean first = condition[condition.length == 1 ? 0 : i] != 0;
      long[] from = first ? yes : no;
      result[i] = from[from.length == 1 ? 0 : i];
    }
    return Optional.of(result);
  }
}
