package org.ovxai.nodes;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.PatternValidation;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The dialogs of all nodes. */
class DialogTest {

  /** A field, and the groups that lead to it. */
  record Parameter(Class<? extends NodeParameters> dialog, List<Field> path) {
    Field field() {
      return path.get(path.size() - 1);
    }

    /** New parameters with this value, else the defaults. */
    NodeParameters with(Object value) throws Exception {
      NodeParameters parameters = create(dialog);
      field().set(holder(parameters), value);
      return parameters;
    }

    Object defaultValue() throws Exception {
      return field().get(holder(create(dialog)));
    }

    private Object holder(NodeParameters parameters) throws Exception {
      Object holder = parameters;
      for (Field group : path.subList(0, path.size() - 1)) {
        holder = group.get(holder);
      }
      return holder;
    }

    @Override
    public String toString() {
      return dialog.getSimpleName()
          + "."
          + String.join("/", path.stream().map(Field::getName).toList());
    }
  }

  static List<Class<? extends NodeParameters>> dialogs() throws Exception {
    NodeRun.registerPortType();
    NodeList nodes =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse("plugin.xml")
            .getElementsByTagName("node");
    List<Class<? extends NodeParameters>> dialogs = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      String factory = ((Element) nodes.item(i)).getAttribute("factory-class");
      dialogs.add(
          Class.forName(factory.replaceFirst("NodeFactory$", "Parameters"))
              .asSubclass(NodeParameters.class));
    }
    return dialogs;
  }

  static List<Parameter> parameters() throws Exception {
    List<Parameter> parameters = new ArrayList<>();
    for (Class<? extends NodeParameters> dialog : dialogs()) {
      collect(dialog, dialog, List.of(), parameters);
    }
    return parameters;
  }

  private static void collect(
      Class<? extends NodeParameters> dialog,
      Class<?> type,
      List<Field> groups,
      List<Parameter> parameters) {
    for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          field.setAccessible(true);
          List<Field> path = Stream.concat(groups.stream(), Stream.of(field)).toList();
          if (NodeParameters.class.isAssignableFrom(field.getType())) {
            collect(dialog, field.getType(), path, parameters);
          } else {
            parameters.add(new Parameter(dialog, path));
          }
        }
      }
    }
  }

  private static <T> T create(Class<T> type) throws Exception {
    Constructor<T> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  @ParameterizedTest
  @MethodSource("dialogs")
  void defaultsAreValid(Class<? extends NodeParameters> dialog) throws Exception {
    NodeParameters parameters = create(dialog);
    assertDoesNotThrow(parameters::validate);
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void everyFieldIsPersistedAndHasTexts(Parameter parameter) {
    Field field = parameter.field();
    assertFalse(Modifier.isPrivate(field.getModifiers()), "private fields are not persisted");
    if (field.getType() == Void.class) {
      assertNotNull(field.getAnnotation(TextMessage.class));
      return;
    }
    Widget widget = field.getAnnotation(Widget.class);
    assertNotNull(widget, "no @Widget");
    assertTrue(widget.title().matches("[A-Z][^:]*[^.:]"), widget.title());
    assertTrue(
        Character.isUpperCase(widget.description().charAt(0))
            && widget.description().strip().endsWith("."),
        widget.description());
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void everyChoiceOfAnEnumHasALabel(Parameter parameter) throws Exception {
    if (parameter.field().getType().isEnum()) {
      for (Object constant : parameter.field().getType().getEnumConstants()) {
        Label label =
            parameter
                .field()
                .getType()
                .getField(((Enum<?>) constant).name())
                .getAnnotation(Label.class);
        assertNotNull(label, constant.toString());
        assertFalse(label.description().isBlank(), constant + " is not described");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void choicesAreThereBeforeAnythingIsConnected(Parameter parameter) throws Exception {
    DialogInput defaults = defaults(parameter.dialog());
    ChoicesProvider provider = parameter.field().getAnnotation(ChoicesProvider.class);
    if (provider != null) {
      assertNotNull(defaults.compute(create(provider.value())));
    }
    TextMessage message = parameter.field().getAnnotation(TextMessage.class);
    if (message != null) {
      StateProvider<?> messages = create(message.value());
      assertNotNull(defaults.compute(messages));
    }
  }

  private static DialogInput defaults(Class<? extends NodeParameters> dialog) throws Exception {
    DialogInput input = new DialogInput();
    List<Parameter> parameters = new ArrayList<>();
    collect(dialog, dialog, List.of(), parameters);
    for (Parameter parameter : parameters) {
      ValueReference reference = parameter.field().getAnnotation(ValueReference.class);
      if (reference != null) {
        input.withAny(reference.value(), parameter.defaultValue());
      }
    }
    return input;
  }

  /** KNIME opens no dialog in which an effect depends on a field that is not there. */
  @ParameterizedTest
  @MethodSource("parameters")
  void effectsDependOnFieldsOfTheDialog(Parameter parameter) throws Exception {
    DialogInput defaults = defaults(parameter.dialog());
    for (Field field : parameter.path()) {
      Effect effect = field.getAnnotation(Effect.class);
      if (effect != null) {
        assertDoesNotThrow(() -> defaults.holds(create(effect.predicate())));
      }
      Layout layout = field.getAnnotation(Layout.class);
      Effect section = layout == null ? null : layout.value().getAnnotation(Effect.class);
      if (section != null) {
        assertDoesNotThrow(() -> defaults.holds(create(section.predicate())));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void whatTheDialogRefusesTheParametersRefuse(Parameter parameter) throws Exception {
    for (Object value : refusedByTheDialog(parameter.field())) {
      NodeParameters parameters = parameter.with(value);
      assertThrows(InvalidSettingsException.class, parameters::validate, () -> "value " + value);
    }
  }

  private static List<Object> refusedByTheDialog(Field field) throws Exception {
    List<Object> refused = new ArrayList<>();
    NumberInputWidget number = field.getAnnotation(NumberInputWidget.class);
    if (number != null) {
      if (!Modifier.isAbstract(number.minValidation().getModifiers())) {
        MinValidation min = create(number.minValidation());
        double least = (Double) call(min, "getMin");
        refused.add(number(field, min.isExclusive() ? least : least - 1));
      }
      if (!Modifier.isAbstract(number.maxValidation().getModifiers())) {
        MaxValidation max = create(number.maxValidation());
        double most = (Double) call(max, "getMax");
        refused.add(number(field, max.isExclusive() ? most : most + 1));
      }
      if (typeOf(field) == Double.class) {
        refused.add(optional(field, Double.NaN));
      }
    }
    TextInputWidget text = field.getAnnotation(TextInputWidget.class);
    if (text != null && !Modifier.isAbstract(text.maxLengthValidation().getModifiers())) {
      int most = (Integer) call(create(text.maxLengthValidation()), "getMaxLength");
      refused.add("x".repeat(most + 1));
    }
    if (text != null && !Modifier.isAbstract(text.patternValidation().getModifiers())) {
      PatternValidation pattern = create(text.patternValidation());
      Stream.of("", " ", "x", "1 2", "-1", "1;;2")
          .filter(s -> !Pattern.compile(call(pattern, "getPattern").toString()).matcher(s).find())
          .forEach(refused::add);
    }
    return refused;
  }

  private static Object number(Field field, double value) {
    return optional(field, typeOf(field) == Integer.class ? (Object) (int) value : (Object) value);
  }

  private static Object optional(Field field, Object value) {
    return field.getType() == Optional.class ? Optional.of(value) : value;
  }

  /** The boxed type of a number that may be optional. */
  private static Class<?> typeOf(Field field) {
    return field.getGenericType() instanceof ParameterizedType optional
        ? (Class<?>) optional.getActualTypeArguments()[0]
        : MethodType.methodType(field.getType()).wrap().returnType();
  }

  private static Object call(Object object, String name) {
    for (Class<?> c = object.getClass(); ; c = c.getSuperclass()) {
      try {
        Method method = c.getDeclaredMethod(name);
        method.setAccessible(true);
        return method.invoke(object);
      } catch (NoSuchMethodException e) {
        // In a superclass.
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
  }
}
