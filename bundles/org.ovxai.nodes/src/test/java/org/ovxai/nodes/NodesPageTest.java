package org.ovxai.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.knime.core.node.NodeFactory;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.ovxai.nodes.DialogTest.Parameter;
import org.ovxai.standin.NodeRuntime;

/**
 * {@code docs/nodes.md} lists every option of every node. Run with {@code -Dovxai.write=true}, the
 * test writes the tables anew; texts and the tables' last column stay.
 */
class NodesPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("ovxai.root", "../.."), "docs", "nodes.md");
  private static final String HEAD =
      "| option | key | default | in openvino_xai |\n|---|---|---|---|\n";

  @Test
  void thePageListsEveryOption() throws Exception {
    String page = Files.readString(PAGE);
    Map<String, String> sections = sections(page);
    for (Class<? extends NodeParameters> dialog : DialogTest.dialogs()) {
      String name = name(dialog);
      sections.put(name, section(sections.getOrDefault(name, "\n"), dialog));
    }
    String expected =
        sections.entrySet().stream()
            .map(s -> s.getKey().isEmpty() ? s.getValue() : "## " + s.getKey() + s.getValue())
            .collect(Collectors.joining("\n"));
    if (Boolean.getBoolean("ovxai.write")) {
      Files.writeString(PAGE, expected);
    } else {
      assertEquals(expected, page, "write the tables anew with -Dovxai.write=true");
    }
  }

  /** The text below each heading, after the text before the first. */
  private static Map<String, String> sections(String page) {
    Map<String, String> sections = new LinkedHashMap<>();
    String[] parts = page.split("\n## ", -1);
    sections.put("", parts[0]);
    for (String part : List.of(parts).subList(1, parts.length)) {
      int end = part.indexOf('\n');
      sections.put(part.substring(0, end), part.substring(end));
    }
    return sections;
  }

  private static String section(String text, Class<? extends NodeParameters> dialog)
      throws Exception {
    Map<String, String> references = new LinkedHashMap<>();
    StringBuilder rest = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("|")) {
        String[] cells = line.split("\\|", -1);
        references.put(cells[2].strip(), cells[4].strip());
      } else {
        rest.append(line).append('\n');
      }
    }
    StringBuilder table = new StringBuilder(HEAD);
    for (Parameter parameter : parameters(dialog)) {
      String key = "`" + key(parameter) + "`";
      table.append("| ").append(parameter.field().getAnnotation(Widget.class).title());
      table.append(" | ").append(key).append(" | ").append(defaultValue(parameter)).append(" | ");
      table.append(references.getOrDefault(key, "")).append(" |\n");
    }
    return rest.toString().stripTrailing() + "\n\n" + table;
  }

  private static List<Parameter> parameters(Class<? extends NodeParameters> dialog)
      throws Exception {
    List<Parameter> parameters = new ArrayList<>();
    for (Parameter parameter : DialogTest.parameters()) {
      if (parameter.dialog() == dialog && parameter.field().getType() != Void.class) {
        parameters.add(parameter);
      }
    }
    return parameters;
  }

  private static String key(Parameter parameter) {
    return parameter.path().stream().map(Field::getName).collect(Collectors.joining("/"));
  }

  private static String defaultValue(Parameter parameter) throws Exception {
    Object value = parameter.defaultValue();
    if (value instanceof Enum<?> constant) {
      return constant
          .getDeclaringClass()
          .getField(constant.name())
          .getAnnotation(Label.class)
          .value();
    }
    if (value instanceof Boolean checked) {
      return checked ? "yes" : "no";
    }
    if (value instanceof Number) {
      return value.toString();
    }
    return value instanceof String text && !text.isEmpty() ? "`" + text + "`" : "";
  }

  private static String name(Class<? extends NodeParameters> dialog) throws Exception {
    String factory = dialog.getName().replaceFirst("Parameters$", "NodeFactory");
    return NodeRuntime.create(factory(factory)).name();
  }

  @SuppressWarnings("unchecked")
  private static Class<? extends NodeFactory<?>> factory(String name) throws Exception {
    return (Class<? extends NodeFactory<?>>) Class.forName(name).asSubclass(NodeFactory.class);
  }
}
