package org.ovxai.openvino;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/**
 * An input or output of a model.
 *
 * @param name one of its names, empty if it has none
 * @param shape what is known of its shape
 * @param type its element type
 */
public record Port(String name, PartialShape shape, ElementType type) {
  /** Name, type and shape, such as {@code image f32[?,3,224,224]}. */
  @Override
  public String toString() {
    return (name.isEmpty() ? "" : name + " ") + type + shape;
  }

  /** A function of the C interface that hands out the port of an index. */
  interface ByIndex {
    int get(Pointer owner, long index, Pointer port);
  }

  static List<Port> all(Pointer owner, long count, ByIndex byIndex) {
    List<Port> ports = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      long index = i;
      Pointer port = OpenVino.create("Getting port " + i, p -> byIndex.get(owner, index, p));
      try {
        ports.add(read(port));
      } finally {
        OpenVino.c().ov_output_const_port_free(port);
      }
    }
    return List.copyOf(ports);
  }

  private static Port read(Pointer port) {
    OpenVinoC c = OpenVino.c();
    String name = readName(port);
    ElementType type =
        OpenVino.elementType(
            "Getting the type of port " + name, p -> c.ov_port_get_element_type(port, p));
    try (Memory shape = new Memory(PartialShape.BYTES)) {
      OpenVino.check(c.ov_port_get_partial_shape(port, shape), "Getting the shape of port " + name);
      try {
        return new Port(name, PartialShape.read(shape), type);
      } finally {
        c.ov_partial_shape_free(shape);
      }
    }
  }

  private static String readName(Pointer port) {
    try {
      return OpenVino.text(
          "Getting the name of a port", p -> OpenVino.c().ov_port_get_any_name(port, p));
    } catch (OpenVinoException e) {
      // the only reason there is: the port has none
      return "";
    }
  }
}
