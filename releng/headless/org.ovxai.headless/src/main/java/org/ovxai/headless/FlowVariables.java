package org.ovxai.headless;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;

/** The flow variables a node sees, by name. Immutable. */
final class FlowVariables {
  private final Map<String, FlowVariable> byName;

  private FlowVariables(Map<String, FlowVariable> byName) {
    this.byName = byName;
  }

  static FlowVariables of(Collection<FlowVariable> variables) {
    Map<String, FlowVariable> byName = new LinkedHashMap<>();
    variables.forEach(v -> byName.put(v.name(), v));
    return new FlowVariables(byName);
  }

  /**
   * What arrives at a node with several inputs.
   *
   * @param inputs the stacks of the connected inputs in the order of the ports; where they differ
   *     the first wins, then the last, the one before it, and so on, as in KNIME
   */
  static FlowVariables merge(List<FlowVariables> inputs) {
    List<FlowVariables> order = new ArrayList<>(inputs.subList(1, inputs.size()));
    order.add(inputs.get(0));
    Map<String, FlowVariable> merged = new LinkedHashMap<>();
    order.forEach(stack -> merged.putAll(stack.byName));
    return new FlowVariables(merged);
  }

  /** These variables with others on top. */
  FlowVariables with(Collection<FlowVariable> onTop) {
    Map<String, FlowVariable> all = new LinkedHashMap<>(byName);
    onTop.forEach(v -> all.put(v.name(), v));
    return new FlowVariables(all);
  }

  Optional<FlowVariable> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * A node's settings after its flow variable mapping.
   *
   * @param model the settings with the variables' values
   * @param exposed what the node hands on under new names
   */
  record Overlay(Config model, List<FlowVariable> exposed) {}

  /**
   * Applies a node's mapping to its settings.
   *
   * @param mapping the node's {@code variables} block, in the form with or without a version
   * @throws InvalidSettingsException if the mapping names a setting or variable that does not
   *     exist, or a value does not fit its setting
   */
  Overlay overlay(Config model, Config mapping) throws InvalidSettingsException {
    Config tree =
        mapping.text("version").isPresent() ? mapping.config("tree").orElse(mapping) : mapping;
    Config result = model.copy();
    List<FlowVariable> exposed = new ArrayList<>();
    overlay("", result, tree, exposed);
    return new Overlay(result, exposed);
  }

  private void overlay(String path, Config settings, Config tree, List<FlowVariable> exposed)
      throws InvalidSettingsException {
    for (String key : tree.keys()) {
      Optional<Config> mapped = tree.config(key);
      if (mapped.isEmpty()) {
        continue;
      }
      Config mapping = mapped.get();
      String keyPath = path + key;
      ConfigItem setting =
          settings
              .item(key)
              .orElseThrow(
                  () ->
                      new InvalidSettingsException(
                          "The flow variable mapping names the setting \""
                              + keyPath
                              + "\", which the node does not have."));
      if (mapping.entry("used_variable").isEmpty() && mapping.entry("exposed_variable").isEmpty()) {
        if (!(setting instanceof Config group)) {
          throw new InvalidSettingsException(
              "The flow variable mapping takes the setting \"" + keyPath + "\" for a group.");
        }
        overlay(keyPath + "/", group, mapping, exposed);
        continue;
      }
      Optional<String> used = mapping.text("used_variable");
      if (used.isPresent()) {
        setting = variable(keyPath, used.get()).overwrite(keyPath, setting);
        settings.put(key, setting);
      }
      Optional<String> name = mapping.text("exposed_variable");
      if (name.isPresent()) {
        exposed.add(FlowVariable.expose(name.get(), setting));
      }
    }
  }

  private FlowVariable variable(String keyPath, String name) throws InvalidSettingsException {
    return find(name)
        .orElseThrow(
            () ->
                new InvalidSettingsException(
                    String.format(
                        "The setting \"%s\" uses the flow variable \"%s\", which does not exist"
                            + " here. Available: %s.",
                        keyPath, name, byName.keySet())));
  }
}
