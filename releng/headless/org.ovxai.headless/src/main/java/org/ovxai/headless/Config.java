package org.ovxai.headless;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.knime.core.node.InvalidSettingsException;

/**
 * A config of KNIME's XML files: entries and nested configs by key, in the order of the file.
 *
 * <p>Values stay as the text of the file, so that what this host does not know is written back as
 * it was read. Two configs are equal when they hold equal items in the same order.
 */
final class Config implements ConfigItem {
  static final String ARRAY_SIZE = "array-size";

  /**
   * A leaf.
   *
   * @param type KNIME's type name, such as {@code xint}
   * @param text the value as text, unescaped; empty when {@code isNull}
   */
  record Entry(String type, String text, boolean isNull) implements ConfigItem {
    static Entry of(String type, String text) {
      return new Entry(type, text, false);
    }

    static Entry string(String text) {
      return of("xstring", text);
    }

    static Entry ofNull() {
      return new Entry("xstring", "", true);
    }
  }

  private final Map<String, ConfigItem> items = new LinkedHashMap<>();

  Set<String> keys() {
    return items.keySet();
  }

  Optional<ConfigItem> item(String key) {
    return Optional.ofNullable(items.get(key));
  }

  Optional<Config> config(String key) {
    return items.get(key) instanceof Config config ? Optional.of(config) : Optional.empty();
  }

  Optional<Entry> entry(String key) {
    return items.get(key) instanceof Entry entry ? Optional.of(entry) : Optional.empty();
  }

  /** The text of an entry of any type; empty when it is missing or null. */
  Optional<String> text(String key) {
    return entry(key).filter(e -> !e.isNull()).map(Entry::text);
  }

  boolean isTrue(String key) {
    return text(key).filter("true"::equals).isPresent();
  }

  int integer(String key) throws InvalidSettingsException {
    String text = requireText(key);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new InvalidSettingsException(
          "Entry \"" + key + "\" is \"" + text + "\", a whole number is needed.", e);
    }
  }

  String requireText(String key) throws InvalidSettingsException {
    return text(key)
        .orElseThrow(() -> new InvalidSettingsException("Entry \"" + key + "\" is missing."));
  }

  Config requireConfig(String key) throws InvalidSettingsException {
    return config(key)
        .orElseThrow(() -> new InvalidSettingsException("Config \"" + key + "\" is missing."));
  }

  /** Sets an item; the place of an existing key is kept. */
  Config put(String key, ConfigItem item) {
    items.put(key, item);
    return this;
  }

  void remove(String key) {
    items.remove(key);
  }

  /**
   * Whether this is one of KNIME's arrays: an {@code array-size} and that many numbered entries.
   */
  boolean isArray() {
    return entry(ARRAY_SIZE).isPresent()
        && text(ARRAY_SIZE).filter(String.valueOf(items.size() - 1)::equals).isPresent()
        && items.values().stream().allMatch(Entry.class::isInstance);
  }

  /** The numbered entries of an array, in order. */
  List<Entry> elements() {
    List<Entry> elements = new ArrayList<>();
    for (int i = 0; i < items.size() - 1; i++) {
      entry(String.valueOf(i)).ifPresent(elements::add);
    }
    return elements;
  }

  static Config array(List<Entry> elements) {
    Config array = new Config().put(ARRAY_SIZE, Entry.of("xint", String.valueOf(elements.size())));
    for (int i = 0; i < elements.size(); i++) {
      array.put(String.valueOf(i), elements.get(i));
    }
    return array;
  }

  Config copy() {
    Config copy = new Config();
    items.forEach((key, item) -> copy.put(key, item instanceof Config c ? c.copy() : item));
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Config config
        && List.copyOf(items.entrySet()).equals(List.copyOf(config.items.entrySet()));
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }

  @Override
  public String toString() {
    return items.toString();
  }
}
