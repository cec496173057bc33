package org.ovxai.engine.whitebox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.ir.IrLayer;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;
import org.ovxai.engine.whitebox.WhiteBoxMethod.Insertion;

/**
 * A network made ready for a white-box method, in one of two ways that give the same maps: the
 * method inserted into the network, or the network cut in two at the masked tensors, with the
 * second part run on a few masks at a time.
 */
public sealed interface Plan {
  /** Masks at once at most: more make no network faster. */
  int LARGEST_CHUNK = 64;

  int FLOAT_BYTES = 4;

  /** Tensors of the second part that are alive at the same time. */
  int LIVE_TENSORS = 4;

  /** What the method explains. */
  Insertion insertion();

  /**
   * One network whose last output are the maps.
   *
   * @param network the changed network
   * @param insertion what was inserted
   */
  record OneNetwork(IrModel network, Insertion insertion) implements Plan {}

  /**
   * Two networks.
   *
   * @param front the network with {@code tensors} further outputs, those that the head reads
   * @param head reads these tensors, named {@code cut0}, {@code cut1}, …, and {@code masks}; gives
   *     {@code scores} {@code [chunk,K]}
   * @param tensors how many tensors go from the one to the other
   * @param masking what is masked
   * @param chunk how many masks the head takes at once
   */
  record TwoNetworks(IrModel front, IrModel head, int tensors, Masking masking, int chunk)
      implements Plan {
    @Override
    public Insertion insertion() {
      return new Insertion(masking.layer(), true);
    }
  }

  /**
   * The way that stays within a memory budget.
   *
   * @param network gives the network anew at each call
   * @param budget bytes for the masked versions
   * @throws EngineException if the network does not fit the method
   */
  static Plan of(Supplier<IrModel> network, WhiteBoxMethod method, long budget) {
    IrModel model = network.get();
    if (!(method instanceof MaskingMethod maskingMethod)) {
      return new OneNetwork(model, method.insert(model));
    }
    Masking masking = maskingMethod.masking(model);
    Insertion insertion = new Insertion(masking.layer(), true);
    Optional<PooledHead.Pooled> pooled = PooledHead.insert(model, masking);
    if (pooled.isPresent()) {
      pooled.get().scores().ifPresent(scores -> model.replace(masking.scores(), scores));
      model.addResult(WhiteBoxMethod.OUTPUT, pooled.get().maps());
      return new OneNetwork(model, insertion);
    }
    IrModel second = network.get();
    if (maskingMethod.insertByClassToken(second, maskingMethod.masking(second))) {
      return new OneNetwork(second, insertion);
    }
    long bytes = bytesOfAMask(network.get(), maskingMethod);
    if (bytes(network, maskingMethod) <= budget) {
      try {
        IrModel third = network.get();
        maskingMethod.insertVersions(third, maskingMethod.masking(third));
        return new OneNetwork(third, insertion);
      } catch (EngineException e) {
        return cut(network, maskingMethod, 1);
      }
    }
    int chunk =
        (int) Math.max(1, Math.min(Math.min(LARGEST_CHUNK, masking.cells()), budget / bytes));
    try {
      return cut(network, maskingMethod, chunk);
    } catch (EngineException e) {
      return cut(network, maskingMethod, 1);
    }
  }

  /** What the masked versions of all cells take in memory together, about, in bytes. */
  static long bytes(Supplier<IrModel> network, MaskingMethod method) {
    IrModel model = network.get();
    return bytesOfAMask(model, method) * method.masking(model).cells();
  }

  /** What one masked version takes in memory, about. */
  private static long bytesOfAMask(IrModel model, MaskingMethod method) {
    Masking masking = method.masking(model);
    Collection<IrLayer> layers = MaskedHead.layers(model, masking);
    long masked = masking.tensors().stream().mapToLong(Plan::size).sum();
    long largest =
        layers.stream().flatMap(l -> l.outputs().stream()).mapToLong(Plan::size).max().orElse(0);
    return FLOAT_BYTES * (masked + LIVE_TENSORS * Math.max(largest, masked));
  }

  private static long size(IrPort tensor) {
    return Arrays.stream(tensor.shape()).map(Math::abs).reduce(1, (a, b) -> a * b);
  }

  /**
   * Cuts the network in two.
   *
   * @throws EngineException if the second part cannot take several masks at once
   */
  static TwoNetworks cut(Supplier<IrModel> network, MaskingMethod method, int chunk) {
    IrModel front = network.get();
    List<IrPort> ends = crossing(front, method.masking(front));
    for (int i = 0; i < ends.size(); i++) {
      front.addResult("cut" + i, ends.get(i));
    }
    IrModel head = network.get();
    Masking masking = method.masking(head);
    List<IrPort> starts = crossing(head, masking);
    Map<IrPort, IrPort> inputs = new HashMap<>();
    for (int i = 0; i < starts.size(); i++) {
      IrPort start = starts.get(i);
      IrPort input =
          head.addParameter(
              "cut" + i, elementType(start.precision()), start.precision(), start.shape());
      head.replace(start, input);
      inputs.put(start, input);
    }
    Masking fromInputs =
        masking.with(
            masking.tensors().stream().map(inputs::get).toList(),
            inputs.getOrDefault(masking.scores(), masking.scores()));
    IrPort masks = head.addParameter("masks", "f32", "FP32", masking.masksShape(chunk));
    Map<IrPort, IrPort> versions = MaskedHead.masked(head, fromInputs, masks, chunk);
    IrPort scores = new MaskedHead(head, fromInputs, versions, chunk).insert();
    int before = head.results().size();
    head.addResult(
        "scores", Masking.reshape(head, "scores_by_mask", scores, chunk, masking.classes()));
    head.keepResults(List.of(head.results().get(before)));
    head.dropUnreadParameters();
    return new TwoNetworks(front, head, starts.size(), masking, chunk);
  }

  /**
   * The tensors that the part behind the masks reads from the part before: the masked ones first.
   */
  private static List<IrPort> crossing(IrModel model, Masking masking) {
    Set<IrLayer> layers = MaskedHead.layers(model, masking);
    Set<IrLayer> dependent = Layers.dependentOnInput(model);
    Set<IrPort> found = new LinkedHashSet<>(masking.tensors());
    for (IrLayer layer : model.layers()) {
      if (layers.contains(layer)) {
        layer.inputs().stream()
            .filter(p -> dependent.contains(p.layer()) && !layers.contains(p.layer()))
            .forEach(found::add);
      }
    }
    return new ArrayList<>(found);
  }

  private static String elementType(String precision) {
    return precision.toLowerCase(Locale.ROOT).replaceFirst("^fp", "f");
  }
}
