package org.ovxai.nodes.parameters;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.widget.message.TextMessage.Message;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.Targets;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.Task;

/**
 * What the dialog says below the targets: the classes that the text means in the connected model,
 * or why it means none; the classes there are, while nothing is typed. What is typed for a detector
 * can mean objects as well, which are not known before; then it says nothing.
 */
public final class TargetsMessage implements StateProvider<Optional<Message>> {
  private static final int MOST_NAMES = 20;

  private Supplier<String> targets = () -> "";

  /** The setting with the targets. */
  public interface Reference extends ParameterReference<String> {}

  /** Whether no targets are typed, so that the prediction decides. */
  public static final class NothingTyped implements EffectPredicateProvider {
    @Override
    public EffectPredicate init(PredicateInitializer i) {
      return i.getString(Reference.class).matchesPattern("^\\s*$");
    }
  }

  @Override
  public void init(StateProviderInitializer initializer) {
    initializer.computeAfterOpenDialog();
    targets = initializer.computeFromValueSupplier(Reference.class);
  }

  @Override
  public Optional<Message> computeState(NodeParametersInput in) {
    return ConnectedModel.in(in)
        .filter(model -> classes(model) > 0)
        .filter(model -> model.task() == Task.CLASSIFICATION || targets.get().isBlank())
        .map(model -> message(model, targets.get()));
  }

  private static Message message(ModelInfo model, String text) {
    try {
      Targets parsed = Targets.parse(text, 1);
      List<Integer> indices =
          parsed.named().isEmpty()
              ? IntStream.range(0, classes(model)).boxed().toList()
              : parsed.indices(classes(model), model.labels());
      String title = parsed.named().isEmpty() ? "Classes of the model" : "Classes to explain";
      return new Message(title, names(model, indices), MessageType.INFO);
    } catch (EngineException e) {
      return new Message("Unknown target", e.getMessage(), MessageType.ERROR);
    }
  }

  private static int classes(ModelInfo model) {
    return Math.max(model.classes(), model.labels().size());
  }

  private static String names(ModelInfo model, List<Integer> indices) {
    String names =
        indices.stream()
            .limit(MOST_NAMES)
            .map(i -> i < model.labels().size() ? i + " " + model.label(i) : String.valueOf(i))
            .collect(Collectors.joining("; "));
    int more = indices.size() - MOST_NAMES;
    return more > 0 ? names + "; and " + more + " more" : names;
  }
}
