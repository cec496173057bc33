package org.ovxai.engine.model;

import java.util.List;

/**
 * A network's image input.
 *
 * @param name tensor name; empty if it has none
 * @param shape the four dimensions, all known, batch 1
 * @param layout which dimension is which
 * @param elementType OpenVINO's name of the element type: {@code f32}, {@code f16} or {@code u8}
 * @param preprocessing what is done to a picture before
 */
public record InputInfo(
    String name,
    List<Integer> shape,
    Layout layout,
    String elementType,
    Preprocessing preprocessing) {

  /** Copies the list. */
  public InputInfo {
    shape = List.copyOf(shape);
  }

  /** Rows of the picture that the network sees. */
  public int height() {
    return shape.get(layout == Layout.NCHW ? 2 : 1);
  }

  /** Columns of the picture that the network sees. */
  public int width() {
    return shape.get(layout == Layout.NCHW ? 3 : 2);
  }

  /** Colour channels: 1 or 3. */
  public int channels() {
    return shape.get(layout == Layout.NCHW ? 1 : 3);
  }
}
