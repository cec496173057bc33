package org.knime.node.parameters.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.knime.core.node.NodeSettingsRO;
import org.ovxai.standin.parameters.ParameterPersistence;

/**
 * One way to load an older config. Without a matcher it applies when all deprecated paths exist,
 * or, when there are none, when none of the present paths exists.
 *
 * @param <T> the loaded type
 */
public final class ConfigMigration<T> {

  private final ParametersLoader<T> loader;
  private final Predicate<NodeSettingsRO> matcher;

  private ConfigMigration(ParametersLoader<T> loader, Predicate<NodeSettingsRO> matcher) {
    this.loader = loader;
    this.matcher = matcher;
  }

  public ParametersLoader<T> getLoader() {
    return loader;
  }

  public Predicate<NodeSettingsRO> getMatcher() {
    return matcher;
  }

  public static <T> Builder<T> builder(ParametersLoader<T> loader) {
    return new Builder<>(loader);
  }

  /**
   * Builder of a migration.
   *
   * @param <T> the loaded type
   */
  public static final class Builder<T> {

    private final ParametersLoader<T> loader;
    private final List<List<String>> deprecatedPaths = new ArrayList<>();
    private Predicate<NodeSettingsRO> matcher;

    public Builder(ParametersLoader<T> loader) {
      this.loader = Objects.requireNonNull(loader);
    }

    /** Adds a path of the old layout, relative to the parent's settings. */
    public Builder<T> withDeprecatedConfigPath(String... configKeys) {
      deprecatedPaths.add(List.of(configKeys));
      return this;
    }

    public Builder<T> withMatcher(Predicate<NodeSettingsRO> settingsMatcher) {
      matcher = settingsMatcher;
      return this;
    }

    public ConfigMigration<T> build() {
      return new ConfigMigration<>(loader, matcher != null ? matcher : defaultMatcher());
    }

    private Predicate<NodeSettingsRO> defaultMatcher() {
      if (deprecatedPaths.isEmpty()) {
        return ParameterPersistence.PRESENT_CONFIG_MISSING;
      }
      return settings ->
          deprecatedPaths.stream().allMatch(p -> ParameterPersistence.hasPath(settings, p));
    }
  }
}
