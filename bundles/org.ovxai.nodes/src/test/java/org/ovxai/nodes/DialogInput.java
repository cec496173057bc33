package org.ovxai.nodes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.EffectPredicateProvider.PredicateInitializer;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.updates.StateProvider.StateProviderInitializer;

/** What a dialog knows when it is open: the specs at the inputs, and the values of the fields. */
public final class DialogInput {
  private final PortObjectSpec[] specs;
  private final Map<Class<?>, Object> values = new HashMap<>();

  /** A dialog of a node with these specs at its inputs; null where nothing is known. */
  public DialogInput(PortObjectSpec... specs) {
    this.specs = specs;
  }

  /** A field's value. */
  public <T> DialogInput with(Class<? extends ParameterReference<T>> field, T value) {
    return withAny(field, value);
  }

  /** A field's value, whatever its type. */
  DialogInput withAny(Class<?> field, Object value) {
    values.put(field, value);
    return this;
  }

  /** What a provider computes. */
  public <S> S compute(StateProvider<S> provider) throws Exception {
    provider.init(initializer());
    return provider.computeState(input());
  }

  /** Whether the predicate of an effect holds. */
  public boolean holds(EffectPredicateProvider predicate) {
    return ((Truth) predicate.init(new Predicates())).value();
  }

  private NodeParametersInput input() {
    return proxy(
        NodeParametersInput.class,
        (method, argument) ->
            switch (method) {
              case "getInPortSpec" -> spec((Integer) argument);
              case "getInTableSpec" -> spec((Integer) argument).map(DataTableSpec.class::cast);
              case "getInPortSpecs" -> specs;
              default -> throw new UnsupportedOperationException(method);
            });
  }

  private Optional<PortObjectSpec> spec(int port) {
    return port < specs.length ? Optional.ofNullable(specs[port]) : Optional.empty();
  }

  private StateProviderInitializer initializer() {
    return proxy(
        StateProviderInitializer.class,
        (method, argument) ->
            switch (method) {
              case "computeFromValueSupplier", "getValueSupplier" ->
                  (Supplier<Object>) () -> value(argument);
              case "computeBeforeOpenDialog", "computeAfterOpenDialog", "computeOnValueChange" ->
                  null;
              case "getNodeParametersInput" -> input();
              default -> throw new UnsupportedOperationException(method);
            });
  }

  /** KNIME opens no dialog in which a provider asks for a field that is not there. */
  private Object value(Object reference) {
    assertTrue(values.containsKey(reference), "no field has the reference " + reference);
    return values.get(reference);
  }

  private record Truth(boolean value) implements EffectPredicate {
    @Override
    public EffectPredicate and(EffectPredicate other) {
      return new Truth(value && ((Truth) other).value);
    }

    @Override
    public EffectPredicate or(EffectPredicate other) {
      return new Truth(value || ((Truth) other).value);
    }

    @Override
    public EffectPredicate negate() {
      return new Truth(!value);
    }
  }

  private final class Predicates implements PredicateInitializer {
    @Override
    public StringReference getString(Class<? extends ParameterReference<String>> reference) {
      String text = (String) value(reference);
      return new StringReference() {
        @Override
        public EffectPredicate isEqualTo(String other) {
          return new Truth(text.equals(other));
        }

        @Override
        public EffectPredicate matchesPattern(String pattern) {
          assertTrue(pattern.matches("\\^.*\\$") && !pattern.contains("(?"), pattern);
          return new Truth(text.matches(pattern));
        }
      };
    }

    @Override
    public BooleanReference getBoolean(Class<? extends ParameterReference<Boolean>> reference) {
      boolean checked = (Boolean) value(reference);
      return new BooleanReference() {
        @Override
        public EffectPredicate isTrue() {
          return new Truth(checked);
        }

        @Override
        public EffectPredicate isFalse() {
          return new Truth(!checked);
        }
      };
    }

    @Override
    public <E extends Enum<E>> EnumReference<E> getEnum(
        Class<? extends ParameterReference<E>> reference) {
      Object constant = value(reference);
      return new EnumReference<>() {
        @Override
        @SafeVarargs
        public final EffectPredicate isOneOf(E... values) {
          return new Truth(List.of(values).contains(constant));
        }
      };
    }

    @Override
    public <T> ArrayReference getArray(Class<? extends ParameterReference<T[]>> reference) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isMissing(Class<? extends ParameterReference<?>> reference) {
      return !values.containsKey(reference);
    }

    @Override
    public EffectPredicate getConstant(Predicate<NodeParametersInput> predicate) {
      return new Truth(predicate.test(input()));
    }

    @Override
    public EffectPredicate getPredicate(Class<? extends EffectPredicateProvider> predicate) {
      try {
        Constructor<? extends EffectPredicateProvider> constructor =
            predicate.getDeclaredConstructor();
        constructor.setAccessible(true);
        return getPredicate(constructor.newInstance());
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public EffectPredicate getPredicate(EffectPredicateProvider predicate) {
      return predicate.init(this);
    }
  }

  private interface Answer {
    Object to(String method, Object argument);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                answer.to(method.getName(), arguments == null ? null : arguments[0])));
  }
}
