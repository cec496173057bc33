package org.knime.core.node.config.base;

import java.io.Serializable;
import java.util.Objects;

/** A named entry of a config. */
public abstract class AbstractConfigEntry implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ConfigEntries type;
  private String key;

  AbstractConfigEntry(ConfigEntries type, String key) {
    this.type = type;
    setKey(key);
  }

  public final String getKey() {
    return key;
  }

  final void setKey(String newKey) {
    if (newKey == null) {
      throw new IllegalArgumentException("An entry needs a key");
    }
    key = newKey;
  }

  public final ConfigEntries getType() {
    return type;
  }

  /** The value as in the XML file, or null. */
  public abstract String toStringValue();

  @Override
  public String toString() {
    return key + " [" + type + "] -> " + toStringValue();
  }

  abstract boolean hasIdenticalValue(AbstractConfigEntry other);

  @Override
  public boolean equals(Object o) {
    return o == this
        || o != null
            && o.getClass() == getClass()
            && ((AbstractConfigEntry) o).type == type
            && ((AbstractConfigEntry) o).key.equals(key)
            && hasIdenticalValue((AbstractConfigEntry) o);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, type);
  }
}
