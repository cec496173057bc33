package org.ovxai.nodes;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.parameters.NodeParametersInput;
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
                  (Supplier<Object>) () -> values.get(argument);
              case "computeBeforeOpenDialog", "computeAfterOpenDialog", "computeOnValueChange" ->
                  null;
              case "getNodeParametersInput" -> input();
              default -> throw new UnsupportedOperationException(method);
            });
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
