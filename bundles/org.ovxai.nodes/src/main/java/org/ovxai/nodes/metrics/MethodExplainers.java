package org.ovxai.nodes.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.knime.core.node.InvalidSettingsException;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Explainer;
import org.ovxai.engine.Method;
import org.ovxai.engine.Mode;
import org.ovxai.engine.Targets;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.metrics.Subject.MaskedExplainer;
import org.ovxai.engine.model.VisionModel;
import org.ovxai.nodes.parameters.BlackBoxParameters;
import org.ovxai.nodes.parameters.MethodParameters;

/** Explains masked pictures as the maps of a table were made; each way is prepared once. */
final class MethodExplainers implements AutoCloseable {
  private final VisionModel model;
  private final MethodParameters white;
  private final BlackBoxParameters black;
  private final Map<Way, Explainer> explainers = new HashMap<>();

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
