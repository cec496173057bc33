package org.ovxai.standin.internal;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.eclipse.core.runtime.RegistryFactory;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;

/** Reads extension point org.knime.core.PortType. */
public final class PortTypeExtensions {

  private PortTypeExtensions() {}

  /** None where no extension registry runs. */
  public static List<PortTypeRegistration> all() {
    return isEquinoxThere() ? Reader.read() : List.of();
  }

  private static boolean isEquinoxThere() {
    try {
      Class.forName(
          "org.eclipse.core.runtime.RegistryFactory",
          false,
          PortTypeExtensions.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static final class Reader {

    static List<PortTypeRegistration> read() {
      List<PortTypeRegistration> found = new ArrayList<>();
      IExtensionRegistry registry = RegistryFactory.getRegistry();
      if (registry != null) {
        for (IConfigurationElement element :
            registry.getConfigurationElementsFor("org.knime.core.PortType")) {
          found.add(registration(element));
        }
      }
      return found;
    }

    private static PortTypeRegistration registration(IConfigurationElement element) {
      String color = element.getAttribute("color");
      return new PortTypeRegistration(
          element.getAttribute("name"),
          color == null ? PortType.DEFAULT_COLOR : Integer.parseInt(color.substring(1), 16),
          element.getAttribute("objectClass"),
          () -> load(element, "objectClass", "objectSerializer").asSubclass(PortObject.class),
          () -> (PortObject.PortObjectSerializer<?>) create(element, "objectSerializer"),
          element.getAttribute("specClass"),
          () -> load(element, "specClass", "specSerializer").asSubclass(PortObjectSpec.class),
          () -> (PortObjectSpec.PortObjectSpecSerializer<?>) create(element, "specSerializer"));
    }

    private static Object create(IConfigurationElement element, String attribute) {
      try {
        return element.createExecutableExtension(attribute);
      } catch (CoreException e) {
        throw new IllegalStateException(
            String.format(
                "%s=\"%s\" of plug-in %s cannot be created",
                attribute, element.getAttribute(attribute), element.getNamespaceIdentifier()),
            e);
      }
    }

    /** Loads a class with the loader that knows its serializer. */
    private static Class<?> load(
        IConfigurationElement element, String attribute, String serializer) {
      String name = element.getAttribute(attribute);
      try {
        return Class.forName(name, false, create(element, serializer).getClass().getClassLoader());
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(
            attribute + " " + name + " of plug-in " + element.getNamespaceIdentifier(), e);
      }
    }
  }
}
