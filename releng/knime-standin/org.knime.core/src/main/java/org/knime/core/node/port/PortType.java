package org.knime.core.node.port;

import java.lang.reflect.Method;

/** Type of a port: the class of the objects that may pass. Equal by class, optional or not. */
public final class PortType {

  public static final int DEFAULT_COLOR = 0xff9b9b9b;

  private final Class<? extends PortObject> objectClass;
  private final Class<? extends PortObjectSpec> specClass;
  private final boolean optional;
  private final String name;
  private final int color;

  PortType(Class<? extends PortObject> objectClass, boolean optional, String name, int color) {
    this.objectClass = objectClass;
    this.specClass = getPortObjectSpecClass(objectClass);
    this.optional = optional;
    this.name = name;
    this.color = color;
  }

  public String getName() {
    return name;
  }

  /** RGB. */
  public int getColor() {
    return color;
  }

  public Class<? extends PortObject> getPortObjectClass() {
    return objectClass;
  }

  public Class<? extends PortObjectSpec> getPortObjectSpecClass() {
    return specClass;
  }

  /** What {@code getSpec()} of the class returns. */
  public static Class<? extends PortObjectSpec> getPortObjectSpecClass(
      Class<? extends PortObject> objectClass) {
    Class<? extends PortObjectSpec> narrowest = PortObjectSpec.class;
    for (Method method : objectClass.getMethods()) {
      if (method.getName().equals("getSpec")
          && method.getParameterCount() == 0
          && narrowest.isAssignableFrom(method.getReturnType())) {
        narrowest = method.getReturnType().asSubclass(PortObjectSpec.class);
      }
    }
    return narrowest;
  }

  public boolean isOptional() {
    return optional;
  }

  public boolean isSuperTypeOf(PortType subType) {
    return objectClass.isAssignableFrom(subType.objectClass);
  }

  /** Null is accepted. */
  public boolean acceptsPortObjectSpec(PortObjectSpec spec) {
    return spec == null || specClass.isInstance(spec);
  }

  /** Null is accepted. */
  public boolean acceptsPortObject(PortObject obj) {
    return obj == null || objectClass.isInstance(obj);
  }

  @Override
  public boolean equals(Object obj) {
    return obj instanceof PortType other && objectClass.equals(other.objectClass);
  }

  @Override
  public int hashCode() {
    return objectClass.hashCode();
  }

  @Override
  public String toString() {
    return "PortType(" + specClass.getSimpleName() + "," + objectClass.getSimpleName() + ")";
  }
}
