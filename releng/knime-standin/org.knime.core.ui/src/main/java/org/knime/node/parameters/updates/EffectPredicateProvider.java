package org.knime.node.parameters.updates;

import java.util.List;
import java.util.function.Predicate;
import org.knime.node.parameters.NodeParametersInput;

/** Makes the predicate of an {@link Effect}. */
@FunctionalInterface
public interface EffectPredicateProvider {

  EffectPredicate init(PredicateInitializer i);

  /** Gives access to parameters and other predicates. */
  interface PredicateInitializer {

    StringReference getString(Class<? extends ParameterReference<String>> reference);

    BooleanReference getBoolean(Class<? extends ParameterReference<Boolean>> reference);

    <T> ArrayReference getArray(Class<? extends ParameterReference<T[]>> reference);

    <E extends Enum<E>> EnumReference<E> getEnum(Class<? extends ParameterReference<E>> reference);

    /** Conditions on a string. */
    interface StringReference {
      EffectPredicate isEqualTo(String value);

      EffectPredicate matchesPattern(String pattern);
    }

    /** Conditions on a boolean. */
    interface BooleanReference {
      EffectPredicate isTrue();

      EffectPredicate isFalse();
    }

    /**
     * Conditions on an enum.
     *
     * @param <E> the enum
     */
    interface EnumReference<E extends Enum<E>> {
      @SuppressWarnings("unchecked")
      EffectPredicate isOneOf(E... values);
    }

    /** Conditions on an array. */
    interface ArrayReference {
      EffectPredicate hasMultipleItems();

      EffectPredicate containsElementSatisfying(EffectPredicateProvider elementPredicate);
    }

    boolean isMissing(Class<? extends ParameterReference<?>> reference);

    EffectPredicate getConstant(Predicate<NodeParametersInput> predicate);

    default EffectPredicate never() {
      return getConstant(input -> false);
    }

    default EffectPredicate always() {
      return getConstant(input -> true);
    }

    EffectPredicate getPredicate(Class<? extends EffectPredicateProvider> providerClass);

    EffectPredicate getPredicate(EffectPredicateProvider provider);
  }

  default EffectPredicate and(EffectPredicate... predicates) {
    return new ComposedPredicate(ComposedPredicate.Operator.AND, List.of(predicates));
  }

  default EffectPredicate not(EffectPredicate predicate) {
    return predicate.negate();
  }

  default EffectPredicate or(EffectPredicate... predicates) {
    return new ComposedPredicate(ComposedPredicate.Operator.OR, List.of(predicates));
  }
}
