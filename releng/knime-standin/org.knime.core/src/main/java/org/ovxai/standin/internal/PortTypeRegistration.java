package org.ovxai.standin.internal;

import java.util.function.Supplier;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;

/** One registered port type; classes and serializers are loaded when asked for. */
public record PortTypeRegistration(
    String name,
    int color,
    String objectClassName,
    Supplier<Class<? extends PortObject>> objectClass,
    Supplier<? extends PortObject.PortObjectSerializer<?>> objectSerializer,
    String specClassName,
    Supplier<Class<? extends PortObjectSpec>> specClass,
    Supplier<? extends PortObjectSpec.PortObjectSpecSerializer<?>> specSerializer) {

  /** Takes registrations made by hand. */
  @FunctionalInterface
  public interface Registrar {
    void register(PortTypeRegistration registration);
  }
}
