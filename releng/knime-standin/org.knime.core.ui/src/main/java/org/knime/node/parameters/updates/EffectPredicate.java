package org.knime.node.parameters.updates;

import java.util.List;

/** A condition on parameters, composed of others; made by a {@link EffectPredicateProvider}. */
public interface EffectPredicate {

  default EffectPredicate and(EffectPredicate other) {
    return new ComposedPredicate(ComposedPredicate.Operator.AND, List.of(this, other));
  }

  default EffectPredicate or(EffectPredicate other) {
    return new ComposedPredicate(ComposedPredicate.Operator.OR, List.of(this, other));
  }

  default EffectPredicate negate() {
    return new ComposedPredicate(ComposedPredicate.Operator.NOT, List.of(this));
  }
}
