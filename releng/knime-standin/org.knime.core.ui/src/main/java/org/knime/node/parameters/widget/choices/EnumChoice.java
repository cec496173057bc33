package org.knime.node.parameters.widget.choices;

import java.util.Locale;

/**
 * An enum constant to choose and the text shown for it.
 *
 * @param <E> the enum
 */
public record EnumChoice<E extends Enum<E>>(E id, String text) {

  /** Text from {@link Label}, or from the constant's name. */
  public static <E extends Enum<E>> EnumChoice<E> fromEnumConst(E enumConst) {
    try {
      Label label =
          enumConst.getDeclaringClass().getField(enumConst.name()).getAnnotation(Label.class);
      return new EnumChoice<>(enumConst, label != null ? label.value() : words(enumConst.name()));
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("An enum constant has no field: " + enumConst, e);
    }
  }

  private static String words(String name) {
    String text = name.toLowerCase(Locale.getDefault()).replace('_', ' ');
    return Character.toTitleCase(text.charAt(0)) + text.substring(1);
  }
}
