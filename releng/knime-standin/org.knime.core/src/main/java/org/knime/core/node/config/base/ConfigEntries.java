package org.knime.core.node.config.base;

import java.io.Serializable;
import java.util.function.Function;

/** Types of entries, named as in XML files. */
public enum ConfigEntries {
  xstring(s -> s),
  xint(Integer::valueOf),
  xdouble(Double::valueOf),
  xfloat(Float::valueOf),
  xlong(Long::valueOf),
  xshort(Short::valueOf),
  xbyte(Byte::valueOf),
  xchar(ConfigEntries::character),
  xboolean(ConfigEntries::truth),
  config(null),
  xpassword(s -> s),
  xtransientstring(s -> s);

  private final Function<String, Serializable> parser;

  ConfigEntries(Function<String, Serializable> parser) {
    this.parser = parser;
  }

  /** An entry from its text; IllegalArgumentException when that is no value of the type. */
  public AbstractConfigEntry createEntry(String key, String value) {
    if (parser == null) {
      throw new IllegalArgumentException("\"" + key + "\": a config is not written as an entry");
    }
    boolean text = this == xstring || this == xpassword || this == xtransientstring;
    if (value == null && !text) {
      throw new IllegalArgumentException("\"" + key + "\" of type " + this + " cannot be null");
    }
    return new ConfigValue(this, key, parser.apply(value));
  }

  private static Character character(String value) {
    if (value.length() != 1) {
      throw new IllegalArgumentException("\"" + value + "\" is not one character");
    }
    return value.charAt(0);
  }

  private static Boolean truth(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException("\"" + value + "\" is neither true nor false");
    }
    return Boolean.valueOf(value);
  }
}
