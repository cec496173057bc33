package org.knime.node.parameters.widget.message;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.Optional;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.StateProvider;

/** Shows a message in the dialog; on a field of type {@link Void}. */
@Retention(RUNTIME)
@Target(FIELD)
public @interface TextMessage {

  Class<? extends StateProvider<Optional<Message>>> value();

  /** A message with fixed texts, computed before the dialog opens. */
  interface SimpleTextMessageProvider extends StateProvider<Optional<TextMessage.Message>> {

    boolean showMessage(NodeParametersInput context);

    String title();

    String description();

    MessageType type();

    @Override
    default void init(StateProviderInitializer initializer) {
      initializer.computeBeforeOpenDialog();
    }

    @Override
    default Optional<Message> computeState(NodeParametersInput context) {
      return showMessage(context)
          ? Optional.of(new Message(title(), description(), type()))
          : Optional.empty();
    }
  }

  /** The message. */
  record Message(String title, String description, MessageType type) {}

  /** Severity. */
  enum MessageType {
    INFO,
    WARNING,
    ERROR,
    SUCCESS
  }
}
