package org.knime.core.data;

import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named texts of a column; immutable. */
public final class DataColumnProperties implements Cloneable {

  private final Map<String, String> properties;

  public DataColumnProperties() {
    this(Map.of());
  }

  public DataColumnProperties(Map<String, String> content) {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(content));
  }

  public boolean containsProperty(String key) {
    return properties.containsKey(key);
  }

  public String getProperty(String key, String defaultValue) {
    return properties.getOrDefault(key, defaultValue);
  }

  /** The text, or null. */
  public String getProperty(String key) {
    return properties.get(key);
  }

  public int size() {
    return properties.size();
  }

  /** The names. */
  public Enumeration<String> properties() {
    return Collections.enumeration(properties.keySet());
  }

  public DataColumnProperties cloneAndOverwrite(Map<String, String> overwrite) {
    Map<String, String> merged = new LinkedHashMap<>(properties);
    merged.putAll(overwrite);
    return new DataColumnProperties(merged);
  }

  @Override
  public String toString() {
    return properties.toString();
  }

  @Override
  public boolean equals(Object obj) {
    return obj instanceof DataColumnProperties other && properties.equals(other.properties);
  }

  @Override
  public int hashCode() {
    return properties.hashCode();
  }
}
