package org.ovxai.standin.parameters;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The fields of a parameters class that count: not private, static or transient; inherited first.
 */
public final class ParameterFields {

  private ParameterFields() {}

  public static List<Field> of(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    if (type.getSuperclass() != null && type.getSuperclass() != Object.class) {
      fields.addAll(of(type.getSuperclass()));
    }
    int skipped = Modifier.PRIVATE | Modifier.STATIC | Modifier.TRANSIENT;
    for (Field field : type.getDeclaredFields()) {
      if ((field.getModifiers() & skipped) == 0 && !field.isSynthetic()) {
        field.setAccessible(true);
        fields.add(field);
      }
    }
    return fields;
  }

  /** The field's name without the prefix "m_". */
  public static String name(Field field) {
    String name = field.getName();
    return name.startsWith("m_") ? name.substring(2) : name;
  }

  /** Class of the elements of an array, collection or Optional; else the field's class. */
  public static Class<?> contentClass(Field field) {
    Class<?> type = field.getType();
    if (type.isArray()) {
      return type.getComponentType();
    }
    boolean container = Collection.class.isAssignableFrom(type) || type == java.util.Optional.class;
    return container ? typeArgument(field) : type;
  }

  private static Class<?> typeArgument(Field field) {
    if (field.getGenericType() instanceof ParameterizedType generic) {
      Type argument = generic.getActualTypeArguments()[0];
      if (argument instanceof Class<?> known) {
        return known;
      }
    }
    throw new IllegalArgumentException(field + " needs a class as its type argument");
  }
}
