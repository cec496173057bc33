package org.ovxai.headless;

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
  private final Config loadedSettings;
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
    this.loadedSettings = settings.copy();
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

  boolean isChanged() {
    return !settings.equals(loadedSettings);
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

  @Override
  public String toString() {
    return name + " (#" + id + ")";
  }
}
