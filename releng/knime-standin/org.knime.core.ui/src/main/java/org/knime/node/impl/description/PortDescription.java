package org.knime.node.impl.description;

/** A port: {@code id} is the group of a dynamic port, else null. */
public record PortDescription(String id, String name, String description, boolean configurable) {
  public static PortDescription fixedPort(String name, String description) {
    return new PortDescription(null, name, description, false);
  }
}
