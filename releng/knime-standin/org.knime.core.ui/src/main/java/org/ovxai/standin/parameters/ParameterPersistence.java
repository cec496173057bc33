package org.ovxai.standin.parameters;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.config.base.ConfigBaseRO;
import org.knime.core.node.util.CheckUtils;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.migration.ConfigMigration;
import org.knime.node.parameters.migration.LoadDefaultsForAbsentFields;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.migration.NodeParametersMigration;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistable;
import org.knime.node.parameters.persistence.Persistor;

/**
 * Loads and saves parameter objects. A field's key is {@link Persist#configKey} or its name without
 * "m_". Groups are nested configs; arrays and lists of groups are configs "0", "1", ... without a
 * size. A missing key is an error unless a migration says otherwise.
 */
public final class ParameterPersistence {

  /** Stands for "none of the present config paths exists". */
  public static final Predicate<NodeSettingsRO> PRESENT_CONFIG_MISSING =
      settings -> {
        throw new IllegalStateException("Depends on the field; not to be called");
      };

  private ParameterPersistence() {}

  public static boolean hasPath(NodeSettingsRO settings, List<String> path) {
    ConfigBaseRO config = settings;
    for (int i = 0; i < path.size(); i++) {
      if (!config.containsKey(path.get(i))) {
        return false;
      }
      if (i < path.size() - 1) {
        try {
          config = config.getConfigBase(path.get(i));
        } catch (InvalidSettingsException e) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean hasPath(NodeSettingsRO settings, String[] path) {
    return hasPath(settings, Arrays.asList(path));
  }

  /** With the no-argument constructor. */
  public static <T> T createDefault(Class<T> type) {
    return create(type, new Class<?>[0]);
  }

  /** With the constructor that takes the input, if there is one. */
  public static <T> T createDefault(Class<T> type, NodeParametersInput input) {
    boolean takesInput =
        Arrays.stream(type.getDeclaredConstructors())
            .anyMatch(
                c ->
                    Arrays.equals(
                        c.getParameterTypes(), new Class<?>[] {NodeParametersInput.class}));
    return takesInput
        ? create(type, new Class<?>[] {NodeParametersInput.class}, input)
        : createDefault(type);
  }

  private static <T> T create(Class<T> type, Class<?>[] parameterTypes, Object... arguments) {
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(parameterTypes);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          "The constructor of " + type.getName() + " failed: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " needs a constructor without arguments", e);
    }
  }

  public static <T> T load(Class<T> type, NodeSettingsRO settings) throws InvalidSettingsException {
    NodeParametersPersistor<Object> persistor = persistor(type.getAnnotation(Persistor.class));
    String[][] paths = persistor == null ? new String[][] {{}} : persistor.getConfigPaths();
    Optional<ConfigMigration<Object>> migration =
        applicableMigration(type.getAnnotation(Migration.class), settings, paths);
    if (migration.isPresent()) {
      return type.cast(migration.get().getLoader().load(settings));
    }
    if (persistor != null) {
      return type.cast(persistor.load(settings));
    }
    T loaded = createDefault(type);
    for (Field field : ParameterFields.of(type)) {
      set(field, loaded, loadField(field, type, settings));
    }
    return loaded;
  }

  private static Object loadField(Field field, Class<?> owner, NodeSettingsRO settings)
      throws InvalidSettingsException {
    checkAnnotations(field);
    NodeParametersPersistor<Object> persistor = persistor(field.getAnnotation(Persistor.class));
    String[][] paths =
        persistor == null ? new String[][] {{key(field)}} : persistor.getConfigPaths();
    boolean anyPath = Arrays.stream(paths).anyMatch(path -> hasPath(settings, path));
    if (loadsDefaultIfAbsent(field, owner, paths) && !anyPath) {
      return get(field, createDefault(owner));
    }
    Optional<ConfigMigration<Object>> migration =
        applicableMigration(field.getAnnotation(Migration.class), settings, paths);
    if (migration.isPresent()) {
      return migration.get().getLoader().load(settings);
    }
    return persistor == null ? loadDefaultWay(field, settings) : persistor.load(settings);
  }

  private static void checkAnnotations(Field field) {
    CheckUtils.checkState(
        !(field.isAnnotationPresent(Persistor.class) && field.isAnnotationPresent(Persist.class)),
        "%s has both @Persistor and @Persist",
        field);
    CheckUtils.checkState(
        !(field.isAnnotationPresent(Migration.class) && field.isAnnotationPresent(Migrate.class)),
        "%s has both @Migration and @Migrate",
        field);
  }

  private static boolean loadsDefaultIfAbsent(Field field, Class<?> owner, String[][] paths) {
    Migrate migrate = field.getAnnotation(Migrate.class);
    if (migrate != null && migrate.loadDefaultIfAbsent()) {
      CheckUtils.checkState(
          paths.length > 0, "%s has no config path whose absence could be noticed", field);
      return true;
    }
    return paths.length > 0
        && owner.isAnnotationPresent(LoadDefaultsForAbsentFields.class)
        && !field.isAnnotationPresent(Migration.class);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Optional<ConfigMigration<Object>> applicableMigration(
      Migration annotation, NodeSettingsRO settings, String[][] paths) {
    if (annotation == null) {
      return Optional.empty();
    }
    NodeParametersMigration migrations = createDefault(annotation.value());
    for (ConfigMigration<Object> migration :
        (List<ConfigMigration<Object>>) migrations.getConfigMigrations()) {
      boolean applies;
      if (migration.getMatcher() == PRESENT_CONFIG_MISSING) {
        CheckUtils.checkState(
            paths.length > 0,
            "%s needs a matcher or deprecated config paths, because its field has no config paths",
            annotation.value().getName());
        applies = Arrays.stream(paths).noneMatch(path -> hasPath(settings, path));
      } else {
        applies = migration.getMatcher().test(settings);
      }
      if (applies) {
        return Optional.of(migration);
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("unchecked")
  private static NodeParametersPersistor<Object> persistor(Persistor annotation) {
    return annotation == null
        ? null
        : (NodeParametersPersistor<Object>) createDefault(annotation.value());
  }

  private static String key(Field field) {
    Persist persist = field.getAnnotation(Persist.class);
    if (persist == null) {
      return ParameterFields.name(field);
    }
    String key = persist.configKey().isEmpty() ? ParameterFields.name(field) : persist.configKey();
    return persist.hidden() ? key + "_Internals" : key;
  }

  private static boolean isGroup(Class<?> type) {
    return Persistable.class.isAssignableFrom(type) && !type.isEnum();
  }

  private static boolean isGroupArray(Field field) {
    boolean several =
        field.getType().isArray() || Collection.class.isAssignableFrom(field.getType());
    return several && isGroup(ParameterFields.contentClass(field));
  }

  private static Object loadDefaultWay(Field field, NodeSettingsRO settings)
      throws InvalidSettingsException {
    if (isGroup(field.getType())) {
      return load(field.getType(), settings.getNodeSettings(key(field)));
    }
    return isGroupArray(field)
        ? loadGroups(field, settings.getNodeSettings(key(field)))
        : ParameterValues.load(field, key(field), settings);
  }

  private static Object loadGroups(Field field, NodeSettingsRO settings)
      throws InvalidSettingsException {
    Class<?> element = ParameterFields.contentClass(field);
    long size = settings.keySet().stream().filter(key -> key.matches("\\d+")).count();
    List<Object> groups = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      groups.add(load(element, settings.getNodeSettings(Integer.toString(i))));
    }
    return field.getType().isArray()
        ? groups.toArray((Object[]) Array.newInstance(element, groups.size()))
        : groups;
  }

  public static void save(Object parameters, NodeSettingsWO settings) {
    save(parameters.getClass(), parameters, settings);
  }

  private static void save(Class<?> type, Object parameters, NodeSettingsWO settings) {
    NodeParametersPersistor<Object> persistor = persistor(type.getAnnotation(Persistor.class));
    if (persistor != null) {
      persistor.save(parameters, settings);
      return;
    }
    for (Field field : ParameterFields.of(type)) {
      checkAnnotations(field);
      NodeParametersPersistor<Object> ofField = persistor(field.getAnnotation(Persistor.class));
      if (ofField != null) {
        ofField.save(get(field, parameters), settings);
      } else {
        saveDefaultWay(field, get(field, parameters), settings);
      }
    }
  }

  private static void saveDefaultWay(Field field, Object value, NodeSettingsWO settings) {
    if (isGroup(field.getType())) {
      save(field.getType(), value, settings.addNodeSettings(key(field)));
    } else if (isGroupArray(field)) {
      saveGroups(field, value, settings.addNodeSettings(key(field)));
    } else {
      ParameterValues.save(field, key(field), value, settings);
    }
  }

  private static void saveGroups(Field field, Object value, NodeSettingsWO settings) {
    if (value != null) {
      Object[] groups =
          value instanceof Collection<?> collection ? collection.toArray() : (Object[]) value;
      for (int i = 0; i < groups.length; i++) {
        save(
            ParameterFields.contentClass(field),
            groups[i],
            settings.addNodeSettings(Integer.toString(i)));
      }
    }
  }

  private static Object get(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " cannot be read", e);
    }
  }

  private static void set(Field field, Object owner, Object value) {
    try {
      field.set(owner, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " cannot be set", e);
    }
  }
}
