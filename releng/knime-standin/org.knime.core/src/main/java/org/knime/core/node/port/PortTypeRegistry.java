package org.knime.core.node.port;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject.PortObjectSerializer;
import org.knime.core.node.port.PortObjectSpec.PortObjectSpecSerializer;
import org.knime.core.node.util.CheckUtils;
import org.ovxai.standin.internal.Access;
import org.ovxai.standin.internal.PortTypeExtensions;
import org.ovxai.standin.internal.PortTypeRegistration;
import org.ovxai.standin.internal.PortTypeRegistration.Registrar;

/**
 * The port types: tables, those of extension point org.knime.core.PortType, and those registered by
 * hand where no extension registry runs.
 */
public final class PortTypeRegistry {

  private static final PortTypeRegistry INSTANCE = new PortTypeRegistry();

  static {
    Access.provide(Registrar.class, INSTANCE::register);
  }

  private final Map<String, PortTypeRegistration> registrations = new LinkedHashMap<>();
  private final Map<Class<? extends PortObject>, PortType> types = new LinkedHashMap<>();
  private final Map<Class<? extends PortObject>, PortType> optionalTypes = new LinkedHashMap<>();
  private boolean extensionsRead;

  private PortTypeRegistry() {
    add(PortObject.class, "Generic Port", PortType.DEFAULT_COLOR);
    add(BufferedDataTable.class, "Table", 0x000000);
  }

  public static PortTypeRegistry getInstance() {
    return INSTANCE;
  }

  private void add(Class<? extends PortObject> objectClass, String name, int color) {
    types.put(objectClass, new PortType(objectClass, false, name, color));
    optionalTypes.put(objectClass, new PortType(objectClass, true, name, color));
  }

  private synchronized void register(PortTypeRegistration registration) {
    registrations.put(registration.objectClassName(), registration);
    add(registration.objectClass().get(), registration.name(), registration.color());
  }

  private Collection<PortTypeRegistration> registrations() {
    if (!extensionsRead) {
      extensionsRead = true;
      PortTypeExtensions.all().forEach(r -> registrations.putIfAbsent(r.objectClassName(), r));
    }
    return registrations.values();
  }

  private Optional<PortTypeRegistration> find(Predicate<PortTypeRegistration> test) {
    return List.copyOf(registrations()).stream().filter(test).findFirst();
  }

  public synchronized Collection<PortType> availablePortTypes() {
    for (PortTypeRegistration registration : List.copyOf(registrations())) {
      getPortType(registration.objectClass().get());
    }
    return List.copyOf(types.values());
  }

  public synchronized PortType getPortType(Class<? extends PortObject> portClass) {
    return getPortType(portClass, false);
  }

  /** A class that is not registered gets the type of its nearest registered super class. */
  public synchronized PortType getPortType(
      Class<? extends PortObject> portClass, boolean isOptional) {
    if (!types.containsKey(portClass)) {
      Optional<PortTypeRegistration> found =
          find(r -> r.objectClassName().equals(portClass.getName()));
      if (found.isPresent()) {
        add(portClass, found.get().name(), found.get().color());
      } else {
        System.getLogger(PortTypeRegistry.class.getName())
            .log(
                System.Logger.Level.WARNING,
                "{0} is not registered at org.knime.core.PortType; it counts as a port object of"
                    + " any kind",
                portClass.getName());
        return (isOptional ? optionalTypes : types).get(PortObject.class);
      }
    }
    return (isOptional ? optionalTypes : types).get(portClass);
  }

  public Optional<Class<? extends PortObject>> getObjectClass(String className) {
    return find(r -> r.objectClassName().equals(className)).map(r -> r.objectClass().get());
  }

  public Optional<Class<? extends PortObjectSpec>> getSpecClass(String className) {
    if (className.equals(DataTableSpec.class.getName())) {
      return Optional.of(DataTableSpec.class);
    }
    return find(r -> r.specClassName().equals(className)).map(r -> r.specClass().get());
  }

  /** IllegalStateException when the registered serializer is one for another class. */
  @SuppressWarnings("unchecked")
  public Optional<PortObjectSerializer<PortObject>> getObjectSerializer(
      Class<? extends PortObject> objectClass) {
    return find(r -> r.objectClassName().equals(objectClass.getName()))
        .map(r -> r.objectSerializer().get())
        .map(serializer -> (PortObjectSerializer<PortObject>) forClass(serializer, objectClass));
  }

  /** IllegalStateException when the registered serializer is one for another class. */
  @SuppressWarnings("unchecked")
  public Optional<PortObjectSpecSerializer<PortObjectSpec>> getSpecSerializer(
      Class<? extends PortObjectSpec> specClass) {
    return find(r -> r.specClassName().equals(specClass.getName()))
        .map(r -> r.specSerializer().get())
        .map(
            serializer ->
                (PortObjectSpecSerializer<PortObjectSpec>) forClass(serializer, specClass));
  }

  private static <S> S forClass(S serializer, Class<?> wanted) {
    Type generic = serializer.getClass().getGenericSuperclass();
    CheckUtils.checkState(
        generic instanceof ParameterizedType type && type.getActualTypeArguments()[0] == wanted,
        "%s is registered as serializer of %s and must have that class as its type argument",
        serializer.getClass().getName(),
        wanted.getName());
    return serializer;
  }
}
