package org.ovxai.engine.ir;

import java.util.Arrays;
import java.util.Objects;

/**
 * One output of a layer: the tensor that other layers read.
 *
 * <p>The shape is the one written in the IR; -1 stands for a dimension that is known only at run
 * time. Ports of added layers have the shape that was given for them.
 */
public final class IrPort {
  private final IrLayer layer;
  private final int id;
  private final String precision;
  private String names;
  private final long[] shape;

  IrPort(IrLayer layer, int id, String precision, String names, long[] shape) {
    this.layer = Objects.requireNonNull(layer);
    this.id = id;
    this.precision = precision;
    this.names = names;
    this.shape = shape.clone();
  }

  /** The layer that computes this tensor. */
  public IrLayer layer() {
    return layer;
  }

  /** The port's number in the IR. */
  public int id() {
    return id;
  }

  /** The element type as the IR spells it on ports, for instance {@code FP32}. */
  public String precision() {
    return precision;
  }

  /** The tensor's names, separated by commas; empty if it has none. */
  public String names() {
    return names;
  }

  void rename(String newNames) {
    names = newNames;
  }

  /** The tensor's shape. */
  public long[] shape() {
    return shape.clone();
  }

  /** The number of dimensions. */
  public int rank() {
    return shape.length;
  }

  /** The size of dimension {@code axis}, counted from the end when negative. */
  public long dim(int axis) {
    return shape[axis < 0 ? shape.length + axis : axis];
  }

  /** Whether every dimension is known. */
  public boolean isStatic() {
    return Arrays.stream(shape).allMatch(d -> d >= 0);
  }

  @Override
  public String toString() {
    return layer.name() + Arrays.toString(shape);
  }
}
