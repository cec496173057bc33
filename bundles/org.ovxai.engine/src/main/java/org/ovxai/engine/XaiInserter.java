package org.ovxai.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;
import org.ovxai.engine.model.ModelFiles;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.OutputInfo;
import org.ovxai.engine.model.OutputRole;
import org.ovxai.engine.model.ReadResult;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.engine.whitebox.MaskingMethod;
import org.ovxai.engine.whitebox.Plan;
import org.ovxai.engine.whitebox.WhiteBoxMethod;
import org.ovxai.engine.whitebox.WhiteBoxMethod.Insertion;

/**
 * Inserts a white-box method into a model for good: the result has an extra output {@code
 * saliency_map}, and explains itself wherever OpenVINO runs it. The output with the class scores
 * gets the further name {@code prediction}.
 */
public final class XaiInserter {
  /** Keys in {@code model_info} that tell how a saliency map came about. */
  static final String METHOD = "xai_method";

  static final String LAYER = "xai_target_layer";
  static final String PER_CLASS = "xai_map_per_class";
  private static final String PREDICTION = "prediction";
  private static final String SCALED = "xai_embed_scaling";
  private static final float TINY = 1e-12f;

  /**
   * How a model's output {@code saliency_map} came about.
   *
   * @param method the method's name
   * @param layer the target layer's name; empty if it is not known
   * @param perClass whether each class has a map of its own
   */
  public record Inserted(String method, String layer, boolean perClass) {}

  /** Masked versions that are compared where all of them would take too much memory. */
  private static final int FEW = 2;

  private XaiInserter() {}

  /** What was inserted into a model; empty if nothing was, or not by this class. */
  public static Optional<Inserted> inserted(VisionModel model) {
    if (!model.info().hasSaliencyMap()) {
      return Optional.empty();
    }
    Map<String, String> provenance = IrModel.read(model.xml()).runtimeInfo("model_info");
    return Optional.ofNullable(provenance.get(METHOD))
        .map(
            method ->
                new Inserted(
                    method,
                    provenance.getOrDefault(LAYER, ""),
                    "YES".equals(provenance.get(PER_CLASS))));
  }

  /**
   * Inserts a method.
   *
   * @param embedScaling whether the maps are scaled to 0..255, each by itself, and put out as u8;
   *     if not they are float32 and unscaled
   * @param folder gets the model; must be another one than the model's own
   * @return the model with the output {@code saliency_map}: {@code [1,K,h,w]}, or {@code [1,h,w]}
   *     for methods that do not depend on the class. A model that has one already is copied as it
   *     is, with a message
   * @throws EngineException if the method does not fit the network
   */
  public static ReadResult insert(
      VisionModel model, WhiteBoxSettings settings, boolean embedScaling, Path folder) {
    ModelInfo info = model.info();
    IrModel network = IrModel.read(model.xml());
    if (info.hasSaliencyMap()) {
      ModelFiles.write(network, folder);
      return new ReadResult(
          VisionModel.open(folder, info),
          List.of(
              "Model '" + info.name() + "' has an output saliency_map already; it stays as it is."),
          List.of());
    }
    MethodChoice.Chosen chosen = MethodChoice.of(settings, info, () -> IrModel.read(model.xml()));
    Insertion insertion = chosen.method().insert(network);
    List<String> warnings = new ArrayList<>();
    if (chosen.method() instanceof MaskingMethod method) {
      network = verified(network, insertion, method, model, settings, warnings);
    }
    IrPort maps =
        embedScaling
            ? scaled(network, network.removeResult(WhiteBoxMethod.OUTPUT))
            : network.results().get(network.results().size() - 1).input(0);
    namePrediction(network, info);
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put(METHOD, chosen.name().title());
    provenance.put(LAYER, insertion.layer());
    provenance.put(PER_CLASS, insertion.perClass() ? "YES" : "NO");
    provenance.put(SCALED, embedScaling ? "YES" : "NO");
    network.setRuntimeInfo("model_info", provenance);
    String hash = ModelFiles.write(network, folder);
    List<OutputInfo> outputs = new ArrayList<>(info.outputs());
    outputs.add(
        new OutputInfo(
            WhiteBoxMethod.OUTPUT,
            Arrays.stream(maps.shape()).mapToObj(Math::toIntExact).toList(),
            embedScaling ? "u8" : "f32",
            OutputRole.SALIENCY_MAP));
    return new ReadResult(
        VisionModel.open(folder, info.with(outputs, hash)),
        List.of(
            chosen.name().title()
                + " was inserted behind layer '"
                + insertion.layer()
                + "'; the output saliency_map is "
                + Arrays.toString(maps.shape())
                + (embedScaling ? ", 0 to 255." : ", unscaled.")),
        warnings);
  }

  /**
   * The changed network; one with masked versions of all cells if the short way that was taken
   * gives other maps than the plain one.
   *
   * @param warnings gets one if the versions take more memory than the budget
   */
  private static IrModel verified(
      IrModel network,
      Insertion insertion,
      MaskingMethod method,
      VisionModel model,
      WhiteBoxSettings settings,
      List<String> warnings) {
    Supplier<IrModel> plain = () -> IrModel.read(model.xml());
    Verification verification =
        new Verification(plain, method, model.info().input(), model.info().inference());
    if (Plan.of(plain, method, WhiteBoxExplainer.budget(settings)) instanceof Plan.TwoNetworks) {
      warnings.add(
          "The masked versions behind '"
              + insertion.layer()
              + "' take about "
              + (Plan.bytes(plain, method) >> 20)
              + " MiB of memory in each inference of the model. A later target layer takes less; the"
              + " White-Box Explainer runs them in parts.");
      return confirmed(verification, Plan.cut(plain, method, FEW), network, insertion);
    }
    if (verification.confirms(new Plan.OneNetwork(network, insertion))) {
      return network;
    }
    IrModel versions = plain.get();
    method.insertVersions(versions, method.masking(versions));
    return confirmed(verification, new Plan.OneNetwork(versions, insertion), versions, insertion);
  }

  private static IrModel confirmed(
      Verification verification, Plan plan, IrModel network, Insertion insertion) {
    if (!verification.confirms(plan)) {
      throw new EngineException(
          "The network behind '"
              + insertion.layer()
              + "' gives other scores for several masked versions at once than for one after"
              + " another, so that they cannot be inserted as one network. The White-Box Explainer"
              + " explains it one by one.");
    }
    return network;
  }

  /** The scores can be asked for as {@code prediction} too, whatever the exporter called them. */
  private static void namePrediction(IrModel network, ModelInfo info) {
    boolean taken = info.outputs().stream().anyMatch(o -> o.name().equals(PREDICTION));
    for (int i = 0; i < info.outputs().size(); i++) {
      if (!taken && info.outputs().get(i).role() == OutputRole.SCORES) {
        network.addOutputName(i, PREDICTION);
      }
    }
  }

  /**
   * {@code 255 * (v - min) / (max - min + 1e-12)} over the cells of each map, cut to whole numbers.
   */
  private static IrPort scaled(IrModel network, IrPort maps) {
    int rank = maps.rank();
    long[] one = maps.shape();
    one[rank - 1] = 1;
    one[rank - 2] = 1;
    Map<String, String> keep = Map.of("keep_dims", "true");
    IrPort min =
        network.add(
            "ReduceMin",
            "opset1",
            "scaling/min",
            keep,
            one,
            maps,
            network.constant("scaling/cells", rank - 2, rank - 1));
    IrPort max =
        network.add(
            "ReduceMax",
            "opset1",
            "scaling/max",
            keep,
            one,
            maps,
            network.constant("scaling/cells", rank - 2, rank - 1));
    Map<String, String> numpy = Map.of("auto_broadcast", "numpy");
    long[] scalar = new long[rank];
    Arrays.fill(scalar, 1);
    IrPort above =
        network.add("Subtract", "opset1", "scaling/above_min", numpy, maps.shape(), maps, min);
    IrPort range = network.add("Subtract", "opset1", "scaling/range", numpy, one, max, min);
    IrPort positive =
        network.add(
            "Add",
            "opset1",
            "scaling/positive_range",
            numpy,
            one,
            range,
            network.constant("scaling/tiny", scalar, TINY));
    IrPort wide =
        network.add(
            "Multiply",
            "opset1",
            "scaling/times_255",
            numpy,
            maps.shape(),
            above,
            network.constant("scaling/255", scalar, 255f));
    IrPort share =
        network.add("Divide", "opset1", "scaling/scaled", numpy, maps.shape(), wide, positive);
    IrPort bytes =
        network.add(
            "Convert",
            "opset1",
            "scaling/u8",
            Map.of("destination_type", "u8"),
            "U8",
            maps.shape(),
            share);
    network.addResult(WhiteBoxMethod.OUTPUT, bytes);
    return bytes;
  }
}
