package org.ovxai.standin.parameters;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.config.base.ConfigBaseRO;
import org.knime.core.node.config.base.ConfigBaseWO;

/** Loads and saves fields that are no groups. */
final class ParameterValues {

  private static final String IS_PRESENT = "_is_present";

  private interface Loader<T> {
    T load(ConfigBaseRO settings, String key) throws InvalidSettingsException;
  }

  private interface Saver<T> {
    void save(ConfigBaseWO settings, String key, T value);
  }

  /** One type of value; {@code empty} is written for an empty Optional. */
  private record Kind<T>(Class<T> type, Loader<T> loader, Saver<T> saver, T empty) {

    @SuppressWarnings("unchecked")
    void saveObject(ConfigBaseWO settings, String key, Object value) {
      saver.save(settings, key, (T) value);
    }
  }

  private static final Map<Class<?>, Class<?>> BOXED =
      Map.of(
          int.class, Integer.class,
          double.class, Double.class,
          long.class, Long.class,
          float.class, Float.class,
          byte.class, Byte.class,
          char.class, Character.class,
          boolean.class, Boolean.class);

  private static final Map<Class<?>, Kind<?>> KINDS =
      Stream.<Kind<?>>of(
              new Kind<>(Integer.class, ConfigBaseRO::getInt, (s, k, v) -> s.addInt(k, v), 0),
              new Kind<>(
                  Double.class, ConfigBaseRO::getDouble, (s, k, v) -> s.addDouble(k, v), 0.0),
              new Kind<>(Long.class, ConfigBaseRO::getLong, (s, k, v) -> s.addLong(k, v), 0L),
              new Kind<>(Float.class, ConfigBaseRO::getFloat, (s, k, v) -> s.addFloat(k, v), 0f),
              new Kind<>(Byte.class, ConfigBaseRO::getByte, (s, k, v) -> s.addByte(k, v), (byte) 0),
              new Kind<>(Character.class, ConfigBaseRO::getChar, (s, k, v) -> s.addChar(k, v), ' '),
              new Kind<>(
                  Boolean.class, ConfigBaseRO::getBoolean, (s, k, v) -> s.addBoolean(k, v), false),
              new Kind<>(
                  String.class, ConfigBaseRO::getString, (s, k, v) -> s.addString(k, v), null),
              new Kind<>(
                  int[].class,
                  ConfigBaseRO::getIntArray,
                  (s, k, v) -> s.addIntArray(k, v),
                  new int[0]),
              new Kind<>(
                  double[].class,
                  ConfigBaseRO::getDoubleArray,
                  (s, k, v) -> s.addDoubleArray(k, v),
                  new double[0]),
              new Kind<>(
                  long[].class,
                  ConfigBaseRO::getLongArray,
                  (s, k, v) -> s.addLongArray(k, v),
                  new long[0]),
              new Kind<>(
                  float[].class,
                  ConfigBaseRO::getFloatArray,
                  (s, k, v) -> s.addFloatArray(k, v),
                  new float[0]),
              new Kind<>(
                  byte[].class,
                  ConfigBaseRO::getByteArray,
                  (s, k, v) -> s.addByteArray(k, v),
                  new byte[0]),
              new Kind<>(
                  char[].class,
                  ConfigBaseRO::getCharArray,
                  (s, k, v) -> s.addCharArray(k, v),
                  new char[0]),
              new Kind<>(
                  boolean[].class,
                  ConfigBaseRO::getBooleanArray,
                  (s, k, v) -> s.addBooleanArray(k, v),
                  new boolean[0]),
              new Kind<>(
                  String[].class,
                  ConfigBaseRO::getStringArray,
                  (s, k, v) -> s.addStringArray(k, v),
                  new String[0]),
              new Kind<>(Void.class, (s, k) -> null, (s, k, v) -> {}, null))
          .collect(Collectors.toMap(Kind::type, Function.identity()));

  private ParameterValues() {}

  static Object load(Field field, String key, NodeSettingsRO settings)
      throws InvalidSettingsException {
    if (field.getType() != Optional.class) {
      return kind(field, field.getType()).loader().load(settings, key);
    }
    Kind<?> kind = kind(field, ParameterFields.contentClass(field));
    return settings.getBoolean(key + IS_PRESENT, true)
        ? Optional.ofNullable(kind.loader().load(settings, key))
        : Optional.empty();
  }

  static void save(Field field, String key, Object value, NodeSettingsWO settings) {
    if (field.getType() != Optional.class) {
      kind(field, field.getType()).saveObject(settings, key, value);
      return;
    }
    Kind<?> kind = kind(field, ParameterFields.contentClass(field));
    Optional<?> optional = (Optional<?>) value;
    kind.saveObject(settings, key, optional.isPresent() ? optional.get() : kind.empty());
    settings.addBoolean(key + IS_PRESENT, optional.isPresent());
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Kind<?> kind(Field field, Class<?> type) {
    if (type.isEnum()) {
      return enumKind((Class) type);
    }
    Kind<?> kind = KINDS.get(BOXED.getOrDefault(type, type));
    if (kind == null) {
      throw new IllegalArgumentException(
          "The stand-in cannot store " + field + "; a persistor of its own could");
    }
    return kind;
  }

  private static <E extends Enum<E>> Kind<E> enumKind(Class<E> type) {
    return new Kind<>(
        type,
        (settings, key) -> constant(type, key, settings.getString(key)),
        (settings, key, value) -> settings.addString(key, value == null ? null : value.name()),
        null);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String key, String name)
      throws InvalidSettingsException {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    return constants.stream()
        .filter(constant -> constant.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidSettingsException(
                    String.format(
                        "\"%s\" is no value of \"%s\"; it must be one of %s",
                        name, key, constants.stream().map(Enum::name).toList())));
  }
}
