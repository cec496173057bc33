package org.ovxai.openvino;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A shape whose rank or dimensions may be open until a model runs.
 *
 * @param isRankKnown false if even the number of dimensions is open
 * @param dimensions outermost first; empty for a scalar and for an unknown rank
 */
public record PartialShape(boolean isRankKnown, List<Dimension> dimensions) {
  static final int BYTES = 24;
  private static final int DIMENSION_BYTES = 16;

  /**
   * The extents that a dimension can have.
   *
   * @param min smallest extent, 0 or more
   * @param max largest extent, -1 for no bound
   */
  public record Dimension(long min, long max) {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it is empty or negative
     */
    public Dimension {
      if (min < 0 || max < -1 || (max >= 0 && max < min)) {
        throw new IllegalArgumentException("A dimension cannot range from " + min + " to " + max);
      }
    }

    /** One extent, or any extent for -1. */
    public static Dimension of(long extent) {
      return extent == -1 ? new Dimension(0, -1) : new Dimension(extent, extent);
    }

    /** Whether there is one possible extent. */
    public boolean isStatic() {
      return min == max;
    }

    /** {@code 3}, {@code ?}, {@code 1..8} or {@code 2..}. */
    @Override
    public String toString() {
      if (isStatic()) {
        return Long.toString(min);
      }
      if (min == 0 && max == -1) {
        return "?";
      }
      return min + ".." + (max == -1 ? "" : max);
    }
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the rank is unknown and there are dimensions
   */
  public PartialShape {
    dimensions = List.copyOf(dimensions);
    if (!isRankKnown && !dimensions.isEmpty()) {
      throw new IllegalArgumentException("A shape of unknown rank has no dimensions");
    }
  }

  /** A shape of known rank; -1 stands for any extent. */
  public static PartialShape of(long... extents) {
    return new PartialShape(true, LongStream.of(extents).mapToObj(Dimension::of).toList());
  }

  /** A shape of known rank. */
  public static PartialShape of(List<Dimension> dimensions) {
    return new PartialShape(true, dimensions);
  }

  /** A shape of which nothing is known. */
  public static PartialShape unknown() {
    return new PartialShape(false, List.of());
  }

  /**
   * The number of dimensions.
   *
   * @throws IllegalStateException if it is unknown
   */
  public int rank() {
    if (!isRankKnown) {
      throw new IllegalStateException("The rank of the shape is unknown");
    }
    return dimensions.size();
  }

  /** Whether rank and all extents are known. */
  public boolean isStatic() {
    return isRankKnown && dimensions.stream().allMatch(Dimension::isStatic);
  }

  /**
   * The extents, outermost first, -1 for each that is open.
   *
   * @throws IllegalStateException if the rank is unknown
   */
  public long[] extents() {
    rank();
    return dimensions.stream().mapToLong(d -> d.isStatic() ? d.min() : -1).toArray();
  }

  /** {@code [1,3,224,224]}, {@code [?,3,1..8]}, or {@code ?} for an unknown rank. */
  @Override
  public String toString() {
    return isRankKnown
        ? dimensions.stream().map(Dimension::toString).collect(Collectors.joining(",", "[", "]"))
        : "?";
  }

  /** Reads ov_partial_shape_t: the bounds of the rank, then the address of the dimensions. */
  static PartialShape read(Pointer structure) {
    long rank = structure.getLong(0);
    if (rank != structure.getLong(8)) {
      return unknown();
    }
    Pointer bounds = structure.getPointer(16);
    List<Dimension> dimensions = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      long min = bounds.getLong((long) i * DIMENSION_BYTES);
      long max = bounds.getLong((long) i * DIMENSION_BYTES + 8);
      dimensions.add(new Dimension(Math.max(0, min), max));
    }
    return of(dimensions);
  }

  /** An array of ov_partial_shape_t, with the dimensions behind it in the same memory. */
  static Memory write(List<PartialShape> shapes) {
    long ranks = shapes.stream().mapToLong(PartialShape::rank).sum();
    Memory memory = new Memory(shapes.size() * (long) BYTES + ranks * DIMENSION_BYTES);
    long position = shapes.size() * (long) BYTES;
    long slot = 0;
    for (PartialShape shape : shapes) {
      memory.setLong(slot, shape.rank());
      memory.setLong(slot + 8, shape.rank());
      memory.setPointer(slot + 16, shape.rank() == 0 ? Pointer.NULL : memory.share(position));
      slot += BYTES;
      for (Dimension dimension : shape.dimensions) {
        memory.setLong(position, dimension.min());
        memory.setLong(position + 8, dimension.max());
        position += DIMENSION_BYTES;
      }
    }
    return memory;
  }
}
