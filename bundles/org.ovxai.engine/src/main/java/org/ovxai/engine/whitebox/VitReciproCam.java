package org.ovxai.engine.whitebox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.ir.IrLayer;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;

/**
 * ViTReciproCAM: the score of a class when the last blocks of a vision transformer see the tokens
 * around a single cell of the patch grid, for each of its h*w cells.
 *
 * <p>The tokens are masked behind the first LayerNorm of the block, where queries, keys and values
 * are made of them, and in the block's skip connection. Output: {@code [1,K,h,w]} float32,
 * unscaled: the values of the output with the scores.
 *
 * <p>Source: S.-Y. Byun, W. Lee: ViT-ReciproCAM: Gradient and attention-free visual explanations
 * for vision transformer, 2023 (arXiv 2310.02588).
 *
 * @param layer name of the Add in front of the masked blocks; empty to find it
 * @param useGaussian whether a cell's mask covers its 3x3 neighbourhood, weighted 1/16 [1 2 1; 2 4
 *     2; 1 2 1], or the cell alone
 * @param clsToken whether the tokens in front of the patches (class, distillation, registers) are
 *     kept or zeroed
 * @param finalNorm whether the network normalises once more behind the last block
 * @param k how many blocks, from the end, see the masked tokens; 1 or more
 * @param output index of the output with the scores
 */
public record VitReciproCam(
    String layer, boolean useGaussian, boolean clsToken, boolean finalNorm, int k, int output)
    implements MaskingMethod {
  private static final float[][] GAUSSIAN = {
    {1 / 16f, 2 / 16f, 1 / 16f}, {2 / 16f, 4 / 16f, 2 / 16f}, {1 / 16f, 2 / 16f, 1 / 16f}
  };
  private static final String TITLE = "ViTReciproCAM";

  /** Checks the number of blocks. */
  public VitReciproCam {
    if (k < 1) {
      throw new EngineException(
          "ViTReciproCAM masks the last k = " + k + " blocks; k must be 1 or more.");
    }
  }

  /** For networks whose first output has the scores. */
  public VitReciproCam(
      String layer, boolean useGaussian, boolean clsToken, boolean finalNorm, int k) {
    this(layer, useGaussian, clsToken, finalNorm, k, 0);
  }

  /**
   * The method with its usual parameters: Gaussian masks, leading tokens kept, a final norm, the
   * last block.
   */
  public static VitReciproCam defaults() {
    return new VitReciproCam("", true, true, true, 1);
  }

  @Override
  public Masking masking(IrModel model) {
    IrPort tokens = tokens(model);
    IrPort normalised = normalised(model, tokens);
    TokenGrid grid = TokenGrid.of(model, (int) tokens.dim(1));
    if (!layer.isEmpty() && grid.leading() > 0) {
      Layers.requireMixing(model, tokens, TITLE);
    }
    return new Masking(
        tokens.layer().name(),
        List.of(normalised, tokens),
        Layers.output(model, output),
        grid.height(),
        grid.width(),
        List.of((int) tokens.dim(1), 1),
        (row, column, target) -> writeMask(grid, row, column, target));
  }

  private void writeMask(TokenGrid grid, int row, int column, float[] target) {
    if (clsToken) {
      Arrays.fill(target, 0, grid.leading(), 1);
    }
    if (!useGaussian) {
      target[grid.token(row, column)] = 1;
      return;
    }
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        if (grid.contains(row + dy, column + dx)) {
          target[grid.token(row + dy, column + dx)] = GAUSSIAN[dy + 1][dx + 1];
        }
      }
    }
  }

  private IrPort tokens(IrModel model) {
    List<IrPort> sums =
        new ArrayList<>(
            model.layers().stream()
                .filter(l -> joinsTokens(model, l))
                .map(IrLayer::output)
                .toList());
    if (!layer.isEmpty()) {
      return sums.stream()
          .filter(p -> p.layer().name().equals(layer))
          .findFirst()
          .orElseThrow(
              () ->
                  new EngineException(
                      "'"
                          + layer
                          + "' is no layer that adds a skip connection to tokens [1,N,D], which "
                          + TITLE
                          + " needs. "
                          + choices(sums)));
    }
    Collections.reverse(sums);
    int wanted = 2 * k + (finalNorm ? 1 : 0);
    if (sums.size() < wanted) {
      throw new EngineException(
          TITLE
              + " with k = "
              + k
              + " needs "
              + wanted
              + " layers that add a skip connection to tokens [1,N,D], and the network has "
              + sums.size()
              + ". It is for vision transformers; for networks with feature maps [1,C,h,w] use"
              + " ReciproCAM.");
    }
    return sums.get(wanted - 1);
  }

  private static String choices(List<IrPort> sums) {
    return sums.isEmpty()
        ? "The network has none: it is no vision transformer; use ReciproCAM."
        : "Choose one of: "
            + sums.stream().map(p -> "'" + p.layer().name() + "'").collect(Collectors.joining(", "))
            + ".";
  }

  private static boolean joinsTokens(IrModel model, IrLayer layer) {
    return Layers.joinsBranches(model, layer)
        && layer.inputs().stream().allMatch(p -> p.rank() == 3);
  }

  /**
   * The end of the LayerNorm that follows: the tensor behind which the branch goes into its linear
   * layers.
   */
  private static IrPort normalised(IrModel model, IrPort tokens) {
    Set<IrLayer> branch =
        model.consumers(tokens.layer()).stream()
            .filter(l -> !joinsTokens(model, l))
            .collect(Collectors.toCollection(HashSet::new));
    Set<IrPort> open = new HashSet<>();
    for (IrLayer next : model.layers()) {
      if (!branch.contains(next)) {
        continue;
      }
      IrPort output = next.outputs().get(0);
      List<IrLayer> readers = model.consumers(next);
      open.add(output);
      open.removeIf(p -> branch.containsAll(model.consumers(p.layer())) && p != output);
      boolean end =
          open.equals(Set.of(output))
              && Arrays.equals(output.shape(), tokens.shape())
              && readers.stream().allMatch(r -> r.is("MatMul", "FakeQuantize"));
      if (end) {
        return output;
      }
      if (readers.stream().noneMatch(r -> r.is("MatMul"))) {
        branch.addAll(readers);
      }
    }
    throw new EngineException(
        TITLE
            + " needs a block that begins with a LayerNorm behind '"
            + tokens.layer().name()
            + "', and found none. Choose the Add in front of another block as target layer, or use"
            + " a black-box method (RISE, AISE).");
  }
}
