package org.ovxai.standin;

import java.util.function.Supplier;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObject.PortObjectSerializer;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortObjectSpec.PortObjectSpecSerializer;
import org.knime.core.node.port.PortTypeRegistry;
import org.ovxai.standin.internal.Access;
import org.ovxai.standin.internal.PortTypeRegistration;

/** Registers port types where no extension registry runs, as in plain unit tests. */
public final class PortTypes {

  private PortTypes() {}

  /**
   * Must be called before the class is initialised, because its TYPE constant asks the registry.
   *
   * @param color "#RRGGBB"
   */
  public static <T extends PortObject, S extends PortObjectSpec> void register(
      Class<T> objectClass,
      Supplier<? extends PortObjectSerializer<T>> serializer,
      Class<S> specClass,
      Supplier<? extends PortObjectSpecSerializer<S>> specSerializer,
      String name,
      String color) {
    Access.to(PortTypeRegistration.Registrar.class, PortTypeRegistry.class)
        .register(
            new PortTypeRegistration(
                name,
                Integer.parseInt(color.substring(1), 16),
                objectClass.getName(),
                () -> objectClass,
                serializer,
                specClass.getName(),
                () -> specClass,
                specSerializer));
  }
}
