package org.ovxai.headless;

import java.util.List;
import java.util.Locale;
import org.knime.core.node.InvalidSettingsException;
import org.ovxai.headless.Config.Entry;

/**
 * A flow variable.
 *
 * @param array whether it is one of KNIME's array types
 * @param values the elements in the text form of KNIME's files; exactly one when not an array
 */
record FlowVariable(String name, Type type, boolean array, List<String> values) {
  /** Element types; the second name is the one KNIME uses for arrays of it. */
  enum Type {
    STRING("xstring", "STRINGARRAY"),
    INTEGER("xint", "INTARRAY"),
    LONG("xlong", "LONGARRAY"),
    DOUBLE("xdouble", "DOUBLEARRAY"),
    BOOLEAN("xboolean", "BOOLEANARRAY");

    private final String entryType;
    private final String arrayName;

    Type(String entryType, String arrayName) {
      this.entryType = entryType;
      this.arrayName = arrayName;
    }
  }

  static FlowVariable of(String name, Type type, String value) {
    return new FlowVariable(name, type, false, List.of(value));
  }

  /**
   * Reads one variable of a workflow.
   *
   * @param config holds {@code name}, {@code class} and {@code value}
   * @throws InvalidSettingsException if something is missing or the type is none this host knows
   */
  static FlowVariable load(Config config) throws InvalidSettingsException {
    String name = config.requireText("name");
    String className = config.requireText("class");
    for (Type type : Type.values()) {
      if (type.name().equals(className)) {
        return of(name, type, config.text("value").orElse(""));
      }
      if (type.arrayName.equals(className)) {
        List<String> values =
            config.requireConfig("value").elements().stream().map(Entry::text).toList();
        return new FlowVariable(name, type, true, values);
      }
    }
    throw new InvalidSettingsException(
        "Flow variable \"" + name + "\" has the type " + className + ", which is not supported.");
  }

  /** The variable that exposes a setting of a node. */
  static FlowVariable expose(String name, ConfigItem setting) throws InvalidSettingsException {
    if (setting instanceof Entry entry) {
      return of(name, exposedType(name, entry), entry.text());
    }
    List<Entry> elements = ((Config) setting).elements();
    Type type = elements.isEmpty() ? Type.STRING : exposedType(name, elements.get(0));
    return new FlowVariable(name, type, true, elements.stream().map(Entry::text).toList());
  }

  private static Type exposedType(String name, Entry entry) throws InvalidSettingsException {
    return switch (entry.type()) {
      case "xstring", "xchar" -> Type.STRING;
      case "xint", "xshort", "xbyte" -> Type.INTEGER;
      case "xlong" -> Type.LONG;
      case "xdouble", "xfloat" -> Type.DOUBLE;
      case "xboolean" -> Type.BOOLEAN;
      default ->
          throw new InvalidSettingsException(
              "A setting of type " + entry.type() + " cannot be exposed as \"" + name + "\".");
    };
  }

  /** This variable in the form of a workflow file. */
  Config save() {
    List<Entry> entries = values.stream().map(v -> Entry.of(type.entryType, v)).toList();
    return new Config()
        .put("name", Entry.string(name))
        .put("class", Entry.string(array ? type.arrayName : type.name()))
        .put("value", array ? Config.array(entries) : entries.get(0));
  }

  /**
   * The setting with this variable's value, in the setting's own type.
   *
   * <p>Whole numbers fit into wider numbers, numbers and booleans into strings, strings into
   * booleans and characters if they read like one; a single value fits into an array. Passwords are
   * never overwritten.
   *
   * @param key where the setting is, for the message
   * @throws InvalidSettingsException if the value does not fit
   */
  ConfigItem overwrite(String key, ConfigItem setting) throws InvalidSettingsException {
    if (setting instanceof Entry entry && !array) {
      return Entry.of(entry.type(), convert(key, entry.type(), values.get(0)));
    }
    if (setting instanceof Config config && config.isArray()) {
      List<Entry> old = config.elements();
      String elementType = old.isEmpty() ? type.entryType : old.get(0).type();
      Entry[] elements = new Entry[values.size()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = Entry.of(elementType, convert(key, elementType, values.get(i)));
      }
      return Config.array(List.of(elements));
    }
    throw misfit(key, setting instanceof Entry e ? e.type() : "config");
  }

  private String convert(String key, String target, String text) throws InvalidSettingsException {
    try {
      return switch (target) {
        case "xstring", "xtransientstring" -> text;
        case "xint" -> {
          require(key, target, Type.INTEGER);
          yield String.valueOf(Integer.parseInt(text));
        }
        case "xshort" -> {
          require(key, target, Type.INTEGER);
          yield String.valueOf(Short.parseShort(text));
        }
        case "xbyte" -> {
          require(key, target, Type.INTEGER);
          yield String.valueOf(Byte.parseByte(text));
        }
        case "xlong" -> {
          require(key, target, Type.INTEGER, Type.LONG);
          yield String.valueOf(Long.parseLong(text));
        }
        case "xdouble" -> {
          require(key, target, Type.INTEGER, Type.LONG, Type.DOUBLE);
          yield String.valueOf(Double.parseDouble(text));
        }
        case "xfloat" -> {
          require(key, target, Type.INTEGER, Type.LONG, Type.DOUBLE);
          yield String.valueOf((float) Double.parseDouble(text));
        }
        case "xboolean" -> {
          require(key, target, Type.BOOLEAN, Type.STRING);
          if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw misfit(key, target);
          }
          yield text.toLowerCase(Locale.ROOT);
        }
        case "xchar" -> {
          require(key, target, Type.STRING);
          if (text.length() != 1) {
            throw misfit(key, target);
          }
          yield text;
        }
        default -> throw misfit(key, target);
      };
    } catch (NumberFormatException e) {
      throw misfit(key, target);
    }
  }

  private void require(String key, String target, Type... accepted)
      throws InvalidSettingsException {
    if (!List.of(accepted).contains(type)) {
      throw misfit(key, target);
    }
  }

  private InvalidSettingsException misfit(String key, String target) {
    String value = array ? values.toString() : "\"" + values.get(0) + "\"";
    return new InvalidSettingsException(
        String.format(
            "Flow variable \"%s\" (%s, value %s) cannot overwrite the setting \"%s\" of type %s.",
            name, array ? type.arrayName : type.name(), value, key, target));
  }
}
