package org.ovxai.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a network is explained from within.
 *
 * @param method the saliency method; empty for the default of the network: DetClassProbabilityMap
 *     for detectors, ViTReciproCAM for vision transformers with a class token, else ReciproCAM
 * @param layers names of the target layers; empty to find them. Several are for detectors, one a
 *     scale
 * @param useGaussian ViTReciproCAM: masks cover a cell's neighbourhood (default) or the cell alone
 * @param clsToken ViTReciproCAM: the class token is kept (default) or zeroed
 * @param finalNorm ViTReciproCAM: the network normalises behind its last block (default)
 * @param k ViTReciproCAM: how many blocks from the end see masked tokens, 1 or more (default 1)
 * @param anchors DetClassProbabilityMap: anchors of each layer; empty for one each
 * @param mapHeight DetClassProbabilityMap: rows of the map (default 23)
 * @param mapWidth DetClassProbabilityMap: columns of the map (default 23)
 * @param memoryBudget bytes that masked versions of a picture may take; empty for a quarter of the
 *     machine's free memory, at most 512 MiB. The maps do not depend on it
 */
public record WhiteBoxSettings(
    Optional<Method> method,
    List<String> layers,
    boolean useGaussian,
    boolean clsToken,
    boolean finalNorm,
    int k,
    List<Integer> anchors,
    int mapHeight,
    int mapWidth,
    OptionalLong memoryBudget) {

  /** Copies the lists. */
  public WhiteBoxSettings {
    layers = List.copyOf(layers);
    anchors = List.copyOf(anchors);
  }

  /** The network's default method with its usual parameters. */
  public static WhiteBoxSettings defaults() {
    return new WhiteBoxSettings(
        Optional.empty(), List.of(), true, true, true, 1, List.of(), 23, 23, OptionalLong.empty());
  }

  /**
   * A method with its usual parameters.
   *
   * @param layer the target layer; empty to find it
   */
  public static WhiteBoxSettings of(Method method, String layer) {
    WhiteBoxSettings d = defaults();
    return new WhiteBoxSettings(
        Optional.of(method),
        layer.isEmpty() ? List.of() : List.of(layer),
        d.useGaussian,
        d.clsToken,
        d.finalNorm,
        d.k,
        d.anchors,
        d.mapHeight,
        d.mapWidth,
        d.memoryBudget);
  }

  /** The same with another memory budget in bytes. */
  public WhiteBoxSettings withMemoryBudget(long bytes) {
    return new WhiteBoxSettings(
        method,
        layers,
        useGaussian,
        clsToken,
        finalNorm,
        k,
        anchors,
        mapHeight,
        mapWidth,
        OptionalLong.of(bytes));
  }
}
