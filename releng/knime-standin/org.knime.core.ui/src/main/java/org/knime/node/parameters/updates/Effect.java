package org.knime.node.parameters.updates;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Shows, hides, enables or disables a parameter while a predicate holds. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Effect {

  /** What happens while the predicate holds. */
  public enum EffectType {
    ENABLE,
    DISABLE,
    SHOW,
    HIDE
  }

  Class<? extends EffectPredicateProvider> predicate();

  EffectType type();
}
