package org.knime.node.parameters.updates.util;

import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;

/** Reference to a checkbox that is itself the predicate "is checked". */
public interface BooleanReference extends EffectPredicateProvider, ParameterReference<Boolean> {

  @Override
  default EffectPredicate init(PredicateInitializer i) {
    return i.getBoolean(getClass()).isTrue();
  }
}
