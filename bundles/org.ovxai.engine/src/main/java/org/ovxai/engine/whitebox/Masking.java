package org.ovxai.engine.whitebox;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;

/**
 * What a method that masks inner tensors asks of a network: run everything behind {@code tensors}
 * once for each of the {@code height*width} cells, with the tensors multiplied by that cell's mask,
 * and read {@code scores}.
 *
 * @param layer the target layer's name
 * @param tensors the tensors that are masked, all by the same mask
 * @param scores the tensor whose values make the maps: the logits, one a class
 * @param height rows of the map
 * @param width columns of the map
 * @param maskShape shape of one mask, that broadcasts against the tensors from the second dimension
 *     on
 * @param mask the mask of a cell
 */
public record Masking(
    String layer,
    List<IrPort> tensors,
    IrPort scores,
    int height,
    int width,
    List<Integer> maskShape,
    CellMask mask) {

  /** The mask of one cell. */
  @FunctionalInterface
  public interface CellMask {
    /** Writes the mask of the cell in the given row and column into an array of zeros. */
    void write(int row, int column, float[] target);
  }

  /** Whether every mask is 1 in its own cell and 0 in all others, in row-major order. */
  boolean singleCells() {
    int cells = cells();
    if (maskSize() != cells) {
      return false;
    }
    float[] all = masks(0, cells);
    for (int i = 0; i < all.length; i++) {
      if (all[i] != (i % (cells + 1) == 0 ? 1 : 0)) {
        return false;
      }
    }
    return true;
  }

  /** The same, with other tensors. */
  Masking with(List<IrPort> otherTensors, IrPort otherScores) {
    return new Masking(layer, otherTensors, otherScores, height, width, maskShape, mask);
  }

  /** Scores with one version a cell as maps {@code [1,K,h,w]}. */
  IrPort byClass(IrModel model, IrPort versions) {
    IrPort flat = reshape(model, "maps/scores", versions, cells(), classes());
    IrPort transposed =
        model.add(
            "Transpose",
            "opset1",
            "maps/by_class",
            Map.of(),
            new long[] {classes(), cells()},
            flat,
            model.constant("maps/by_class_order", 1, 0));
    return reshape(model, "maps/by_cell", transposed, 1, classes(), height, width);
  }

  static IrPort reshape(IrModel model, String name, IrPort tensor, long... shape) {
    return model.add(
        "Reshape",
        "opset1",
        name,
        Map.of("special_zero", "false"),
        shape,
        tensor,
        model.constant(name + "_shape", shape));
  }

  /** Whether the masks cover more than the cells: tokens in front of the patches. */
  public boolean hasLeadingTokens() {
    return maskSize() > cells();
  }

  /** The number of cells. */
  public int cells() {
    return height * width;
  }

  int maskSize() {
    return maskShape.stream().reduce(1, (a, b) -> a * b);
  }

  /** The number of classes. */
  public int classes() {
    return Math.toIntExact(Arrays.stream(scores.shape()).reduce(1, (a, b) -> a * b));
  }

  /** The masks of the cells {@code first} to {@code first+count-1}, in row-major order. */
  public float[] masks(int first, int count) {
    int size = maskSize();
    float[] all = new float[count * size];
    float[] one = new float[size];
    for (int i = 0; i < count; i++) {
      Arrays.fill(one, 0);
      mask.write((first + i) / width, (first + i) % width, one);
      System.arraycopy(one, 0, all, i * size, size);
    }
    return all;
  }

  /** The shape of {@code count} masks, one below the other. */
  public long[] masksShape(long count) {
    long[] shape = new long[maskShape.size() + 1];
    shape[0] = count;
    for (int i = 0; i < maskShape.size(); i++) {
      shape[i + 1] = maskShape.get(i);
    }
    return shape;
  }
}
