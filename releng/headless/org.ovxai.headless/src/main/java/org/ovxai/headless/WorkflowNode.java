package org.ovxai.headless;

import java.util.List;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.ovxai.standin.NodeRuntime;

/** One node of a loaded workflow: its document, and the running node unless loading failed. */
final class WorkflowNode {
  private static final String MODEL = "model";

  private final int id;
  private final String name;
  private final String settingsFile;
  private final Config settings;
  private final Optional<NodeRuntime> runtime;
  private Optional<String> problem;

  /**
   * A node.
   *
   * @param settingsFile its settings file, relative to the workflow folder
   * @param settings the content of that file; empty if it could not be read
   * @param runtime empty if the node could not be made
   * @param problem why the node cannot run
   */
  WorkflowNode(
      int id,
      String name,
      String settingsFile,
      Config settings,
      Optional<NodeRuntime> runtime,
      Optional<String> problem) {
    this.id = id;
    this.name = name;
    this.settingsFile = settingsFile;
    this.settings = settings;
    this.runtime = runtime;
    this.problem = problem;
  }

  int id() {
    return id;
  }

  String name() {
    return name;
  }

  String settingsFile() {
    return settingsFile;
  }

  /** The settings file's content as it is to be saved. */
  Config settings() {
    return settings;
  }

  Optional<NodeRuntime> runtime() {
    return runtime;
  }

  /** Why the node cannot run, found while loading. */
  Optional<String> problem() {
    return problem;
  }

  /** The saved settings, or the node's defaults when none were ever saved. */
  Config model() {
    return settings
        .config(MODEL)
        .orElseGet(
            () -> {
              NodeSettings defaults = new NodeSettings(MODEL);
              runtime.orElseThrow().saveModelSettings(defaults);
              return ConfigXml.fromNodeSettings(defaults);
            });
  }

  /** The flow variable mapping of the settings; empty when there is none. */
  Config mapping() {
    return settings.config("variables").orElseGet(Config::new);
  }

  /** Loads the saved settings into the node. Settings that do not fit become the node's problem. */
  void loadModel() {
    Optional<Config> model = settings.config(MODEL);
    if (model.isPresent()) {
      try {
        load(model.get());
      } catch (InvalidSettingsException e) {
        problem = Optional.of("Settings could not be loaded: " + Messages.of(e));
      }
    }
  }

  /** Gives settings to the running node without saving them. */
  void load(Config model) throws InvalidSettingsException {
    runtime.orElseThrow().loadModelSettings(ConfigXml.toNodeSettings(model));
  }

  /** Replaces the settings, in the node and for saving. */
  void replaceModel(Config model) throws InvalidSettingsException {
    load(model);
    settings.put(MODEL, model);
    problem = Optional.empty();
  }

  /**
   * Takes the flow variable away from a setting.
   *
   * @return whether it had one
   */
  boolean unmap(List<String> path) {
    Config mapping = mapping();
    Config tree =
        mapping.text("version").isPresent() ? mapping.config("tree").orElse(mapping) : mapping;
    for (String key : path.subList(0, path.size() - 1)) {
      tree = tree.config(key).orElseGet(Config::new);
    }
    String key = path.get(path.size() - 1);
    boolean mapped =
        tree.config(key).filter(leaf -> leaf.text("used_variable").isPresent()).isPresent();
    if (mapped) {
      tree.remove(key);
    }
    return mapped;
  }

  @Override
  public String toString() {
    return name + " (#" + id + ")";
  }
}
