package org.knime.node.parameters.array;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.knime.node.parameters.updates.StateProvider;

/** Shows an array of parameter groups as a list that can grow, shrink and be sorted. */
@Retention(RUNTIME)
@Target(FIELD)
public @interface ArrayWidget {
  String addButtonText() default "";

  ElementLayout elementLayout() default ElementLayout.VERTICAL_CARD;

  String elementTitle() default "";

  boolean showSortButtons() default false;

  boolean hasFixedSize() default false;

  @SuppressWarnings("rawtypes")
  Class<? extends StateProvider> elementDefaultValueProvider() default StateProvider.class;

  /** How one element is laid out. */
  enum ElementLayout {
    VERTICAL_CARD,
    HORIZONTAL_SINGLE_LINE
  }
}
