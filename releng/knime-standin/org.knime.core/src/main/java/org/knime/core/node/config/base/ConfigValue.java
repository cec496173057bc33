package org.knime.core.node.config.base;

import java.io.Serializable;
import java.util.Objects;

final class ConfigValue extends AbstractConfigEntry {

  private static final long serialVersionUID = 1L;

  private final Serializable value;

  ConfigValue(ConfigEntries type, String key, Serializable value) {
    super(type, key);
    this.value = value;
  }

  Object value() {
    return value;
  }

  @Override
  public String toStringValue() {
    return value == null ? null : value.toString();
  }

  @Override
  boolean hasIdenticalValue(AbstractConfigEntry other) {
    return Objects.equals(value, ((ConfigValue) other).value);
  }
}
