package org.ovxai.nodes.metrics;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knime.core.node.InvalidSettingsException;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Explainer;
import org.ovxai.engine.Method;
import org.ovxai.engine.Mode;
import org.ovxai.engine.Targets;
import org.ovxai.engine.detection.BoxMapping;
import org.ovxai.engine.image.MapSize;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.metrics.Subject.MaskedExplainer;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.nodes.parameters.BlackBoxParameters;
import org.ovxai.nodes.parameters.MethodParameters;

/** Explains masked pictures as the maps of a table were made; each way is prepared once. */
final class MethodExplainers implements AutoCloseable {
  /** By which share of their range two maps of the same settings may differ. */
  private static final float ALIKE = 0.02f;

  private final VisionModel model;
  private final MethodParameters white;
  private final BlackBoxParameters black;
  private final Map<Way, Explainer> explainers = new HashMap<>();
  private final Map<Way, Boolean> same = new LinkedHashMap<>();

  private record Way(String method, String layer) {}

  MethodExplainers(VisionModel model, MethodParameters white, BlackBoxParameters black) {
    this.model = model;
    this.white = white;
    this.black = black;
  }

  /**
   * What explains as the maps of a method and layer were made.
   *
   * @param method the method's title
   * @param layer the target layers; empty if the method has none
   */
  MaskedExplainer of(String method, String layer) {
    return (tensor, target, check) -> map(new Way(method, layer), tensor, target, check);
  }

  /**
   * Explains a picture to see whether a method's maps were made with these settings; only the first
   * map of a method and layer is compared.
   *
   * @param map of the picture, as the table has it
   * @param check called between inferences; what it throws ends the explanation
   */
  void compare(
      String method, String layer, RgbImage picture, int target, SaliencyMap map, Runnable check) {
    Way way = new Way(method, layer);
    if (same.containsKey(way)) {
      return;
    }
    try {
      InputInfo input = model.info().input();
      SaliencyMap again =
          new BoxMapping(input, picture.width(), picture.height())
              .toPicture(map(way, Preprocessor.floats(picture, input), target, check));
      same.put(way, alike(map, MapSize.resized(again, map.height(), map.width())));
    } catch (EngineException e) {
      same.put(way, true); // the coherency tells why there is no map
    }
  }

  private static boolean alike(SaliencyMap a, SaliencyMap b) {
    float most = Math.max(a.max() - a.min(), b.max() - b.min()) * ALIKE;
    for (int i = 0; i < a.values().length; i++) {
      if (Math.abs(a.values()[i] - b.values()[i]) > most) {
        return false;
      }
    }
    return true;
  }

  /** The methods whose maps were made with other settings. */
  List<String> others() {
    return same.entrySet().stream()
        .filter(e -> !e.getValue())
        .map(e -> e.getKey().method())
        .distinct()
        .toList();
  }

  private SaliencyMap map(Way way, float[] tensor, int target, Runnable check) {
    double[] values = new double[tensor.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor[i];
    }
    int[] shape = model.info().input().shape().stream().mapToInt(Integer::intValue).toArray();
    Targets one = new Targets(false, List.of(Integer.toString(target)), 1);
    return explainers
        .computeIfAbsent(way, this::open)
        .explain(new NpyArray("<f4", shape, values), one, check)
        .get(0)
        .map();
  }

  private Explainer open(Way way) {
    try {
      return Method.named(way.method()).mode() == Mode.WHITE_BOX
          ? Explainer.whiteBox(model, white.settings(way.method(), way.layer(), 0))
          : Explainer.blackBox(model, black.settings(way.method()));
    } catch (InvalidSettingsException e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    explainers.values().forEach(Explainer::close);
  }
}
