package org.knime.core.node.config.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.ParserConfigurationException;
import org.knime.core.node.InvalidSettingsException;
import org.xml.sax.SAXException;

/** Named, typed entries and nested configs in the order they came. */
public abstract class ConfigBase extends AbstractConfigEntry implements ConfigBaseRO, ConfigBaseWO {

  private static final long serialVersionUID = 1L;
  private static final String ARRAY_SIZE = "array-size";

  private final Map<String, AbstractConfigEntry> entries = new LinkedHashMap<>();

  public ConfigBase(String key) {
    super(ConfigEntries.config, key);
  }

  /** A new config of the same class. */
  public abstract ConfigBase getInstance(String key);

  protected void put(AbstractConfigEntry e) {
    entries.put(e.getKey(), e);
  }

  @Override
  public final ConfigBase addConfigBase(String key) {
    ConfigBase config = getInstance(key);
    put(config);
    return config;
  }

  protected final void addConfigBase(ConfigBase config) {
    if (getClass() != config.getClass()) {
      throw new IllegalArgumentException(
          "A " + config.getClass().getName() + " cannot be put into a " + getClass().getName());
    }
    put(config);
  }

  @Override
  public final ConfigBase getConfigBase(String key) throws InvalidSettingsException {
    if (entries.get(key) instanceof ConfigBase config) {
      return config;
    }
    throw missing("config", key);
  }

  /** Takes an entry away and returns it, or null. */
  public final AbstractConfigEntry removeConfig(String key) {
    return entries.remove(key);
  }

  /** The entry, or null. */
  public AbstractConfigEntry getEntry(String key) {
    return entries.get(key);
  }

  public void addEntry(AbstractConfigEntry entry) {
    put(entry);
  }

  private boolean isA(ConfigEntries type, String key) {
    AbstractConfigEntry entry = entries.get(key);
    return entry != null && entry.getType() == type;
  }

  private Object value(ConfigEntries type, String key) throws InvalidSettingsException {
    if (!isA(type, key)) {
      throw missing(type.name().substring(1), key);
    }
    return ((ConfigValue) entries.get(key)).value();
  }

  private InvalidSettingsException missing(String wanted, String key) {
    AbstractConfigEntry found = entries.get(key);
    return new InvalidSettingsException(
        String.format(
            "No %s \"%s\" in \"%s\"%s",
            wanted, key, getKey(), found == null ? "" : "; it is of type " + found.getType()));
  }

  @Override
  public Set<String> keySet() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  @Override
  public boolean containsKey(String key) {
    return entries.containsKey(key);
  }

  @Override
  public final Iterator<String> iterator() {
    return keySet().iterator();
  }

  @Override
  public void addInt(String key, int value) {
    put(new ConfigValue(ConfigEntries.xint, key, value));
  }

  @Override
  public int getInt(String key) throws InvalidSettingsException {
    return (int) value(ConfigEntries.xint, key);
  }

  @Override
  public int getInt(String key, int def) {
    return isA(ConfigEntries.xint, key) ? (int) ((ConfigValue) entries.get(key)).value() : def;
  }

  @Override
  public void addIntArray(String key, int... values) {
    ConfigBase array = addConfigBase(key);
    if (values != null) {
      array.addInt(ARRAY_SIZE, values.length);
      for (int i = 0; i < values.length; i++) {
        array.addInt(Integer.toString(i), values[i]);
      }
    }
  }

  @Override
  public int[] getIntArray(String key) throws InvalidSettingsException {
    ConfigBase array = getConfigBase(key);
    int size = array.getInt(ARRAY_SIZE, -1);
    if (size < 0) {
      return null;
    }
    int[] values = new int[size];
    for (int i = 0; i < size; i++) {
      values[i] = array.getInt(Integer.toString(i));
    }
    return values;
  }

  @Override
  public int[] getIntArray(String key, int... def) {
    try {
      return getIntArray(key);
    } catch (InvalidSettingsException e) {
      return def;
    }
  }

  @Override
  public void addDouble(String key, double value) {
    put(new ConfigValue(ConfigEntries.xdouble, key, value));
  }

  @Override
  public double getDouble(String key) throws InvalidSettingsException {
    return (double) value(ConfigEntries.xdouble, key);
  }

  @Override
  public double getDouble(String key, double def) {
    return isA(ConfigEntries.xdouble, key)
        ? (double) ((ConfigValue) entries.get(key)).value()
        : def;
  }

  @Override
  public void addDoubleArray(String key, double... values) {
    ConfigBase array = addConfigBase(key);
    if (values != null) {
      array.addInt(ARRAY_SIZE, values.length);
      for (int i = 0; i < values.length; i++) {
        array.addDouble(Integer.toString(i), values[i]);
      }
    }
  }

  @Override
  public double[] getDoubleArray(String key) throws InvalidSettingsException {
    ConfigBase array = getConfigBase(key);
    int size = array.getInt(ARRAY_SIZE, -1);
    if (size < 0) {
      return null;
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = array.getDouble(Integer.toString(i));
    }
    return values;
  }

  @Override
  public double[] getDoubleArray(String key, double... def) {
    try {
      return getDoubleArray(key);
    } catch (InvalidSettingsException e) {
      return def;
    }
  }

  @Override
  public void addFloat(String key, float value) {
    put(new ConfigValue(ConfigEntries.xfloat, key, value));
  }

  @Override
  public float getFloat(String key) throws InvalidSettingsException {
    return (float) value(ConfigEntries.xfloat, key);
  }

  @Override
  public float getFloat(String key, float def) {
    return isA(ConfigEntries.xfloat, key) ? (float) ((ConfigValue) entries.get(key)).value() : def;
  }

  @Override
  public void addFloatArray(String key, float... values) {
    ConfigBase array = addConfigBase(key);
    if (values != null) {
      array.addInt(ARRAY_SIZE, values.length);
      for (int i = 0; i < values.length; i++) {
        array.addFloat(Integer.toString(i), values[i]);
      }
    }
  }

  @Override
  public float[] getFloatArray(String key) throws InvalidSettingsException {
    ConfigBase array = getConfigBase(key);
    int size = array.getInt(ARRAY_SIZE, -1);
    if (size < 0) {
      return null;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = array.getFloat(Integer.toString(i));
    }
    return values;
  }

  @Override
  public float[] getFloatArray(String key, float... def) {
    try {
      return getFloatArray(key);
    } catch (InvalidSettingsException e) {
      return def;
    }
  }

  @Override
  public void addLong(String key, long value) {
    put(new ConfigValue(ConfigEntries.xlong, key, value));
  }

  @Override
  public long getLong(String key) throws InvalidSettingsException {
    return (long) value(ConfigEntries.xlong, key);
  }

  @Override
  public long getLong(String key, long def) {
    return isA(ConfigEntries.xlong, key) ? (long) ((ConfigValue) entries.get(key)).value() : def;
  }

  @Override
  public void addLongArray(String key, long... values) {
    ConfigBase array = addConfigBase(key);
    if (values != null) {
      array.addInt(ARRAY_SIZE, values.length);
      for (int i = 0; i < values.length; i++) {
        array.addLong(Integer.toString(i), values[i]);
      }
    }
  }

  @Override
  public long[] getLongArray(String key) throws InvalidSettingsException {
    ConfigBase array = getConfigBase(key);
    int size = array.getInt(ARRAY_SIZE, -1);
    if (size < 0) {
      return null;
    }
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] = array.getLong(Integer.toString(i));
    }
    return values;
  }

  @Override
  public long[] getLongArray(String key, long... def) {
    try {
      return getLongArray(key);
    } catch (InvalidSettingsException e) {
      return def;
    }
  }

  @Override
  public void addShort(String key, short value) {
    put(new ConfigValue(ConfigEntries.xshort, key, value));
  }

  @Override
  public short getShort(String key) throws InvalidSettingsException {
    return (short) value(ConfigEntries.xshort, key);
  }

  @Override
  public short getShort(String key, short def) {
    return isA(ConfigEntries.xshort, key) ? (short) ((ConfigValue) entries.get(key)).value() : def;
  }

  @Override
  public void addShortArray(String key, short... values) {
    ConfigBase array = addConfigBase(key);
    if (values != null) {
      array.addInt(ARRAY_SIZE, values.length);
      for (int i = 0; i < values.length; i++) {
        array.addShort(Integer.toString(i), values[i]);
      }
    }
  }

  @Override
  public short[] getShortArray(String key) throws InvalidSettingsException {
    ConfigBase array = getConfigBase(key);
    int size = array.getInt(ARRAY_SIZE, -1);
    if (size < 0) {
      return null;
    }
    short[] values = new short[size];
    for (int i = 0; i < size; i++) {
      values[i] = array.getShort(Integer.toString(i));
    }
    return values;
  }

  @Override
  public short[] getShortArray(String key, short... def) {
    try {
      return getShortArray(key);
    } catch (InvalidSettingsException e) {
      return def;
    }
  }

  @Override
  public void addByte(String key, byte value) {
    put(new ConfigValue(ConfigEntries.xbyte, key, value));
  }

  @Override
  public byte getByte(String key) throws InvalidSettingsException {
    return (byte) value(ConfigEntries.xbyte, key);
  }

  @Override
  public byte getByte(String key, byte def) {
    return isA(ConfigEntries.xbyte, key) ? (byte) ((ConfigValue) entries.get(key)).value() : def;
  }

  @Override
  public void addByteArray(String key, byte... values) {
    ConfigBase array = addConfigBase(key);
    if (values != null) {
      array.addInt(ARRAY_SIZE, values.length);
      for (int i = 0; i < values.length; i++) {
        array.addByte(Integer.toString(i), values[i]);
      }
    }
  }

  @Override
  public byte[] getByteArray(String key) throws InvalidSettingsException {
    ConfigBase array = getConfigBase(key);
    int size = array.getInt(ARRAY_SIZE, -1);
    if (size < 0) {
      return null;
    }
    byte[] values = new byte[size];
    for (int i = 0; i < size; i++) {
      values[i] = array.getByte(Integer.toString(i));
    }
    return values;
  }

  @Override
  public byte[] getByteArray(String key, byte... def) {
    try {
      return getByteArray(key);
    } catch (InvalidSettingsException e) {
      return def;
    }
  }

  @Override
  public void addChar(String key, char value) {
    put(new ConfigValue(ConfigEntries.xchar, key, value));
  }

  @Override
  public char getChar(String key) throws InvalidSettingsException {
    return (char) value(ConfigEntries.xchar, key);
  }

  @Override
  public char getChar(String key, char def) {
    return isA(ConfigEntries.xchar, key) ? (char) ((ConfigValue) entries.get(key)).value() : def;
  }

  @Override
  public void addCharArray(String key, char... values) {
    ConfigBase array = addConfigBase(key);
    if (values != null) {
      array.addInt(ARRAY_SIZE, values.length);
      for (int i = 0; i < values.length; i++) {
        array.addChar(Integer.toString(i), values[i]);
      }
    }
  }

  @Override
  public char[] getCharArray(String key) throws InvalidSettingsException {
    ConfigBase array = getConfigBase(key);
    int size = array.getInt(ARRAY_SIZE, -1);
    if (size < 0) {
      return null;
    }
    char[] values = new char[size];
    for (int i = 0; i < size; i++) {
      values[i] = array.getChar(Integer.toString(i));
    }
    return values;
  }

  @Override
  public char[] getCharArray(String key, char... def) {
    try {
      return getCharArray(key);
    } catch (InvalidSettingsException e) {
      return def;
    }
  }

  @Override
  public void addBoolean(String key, boolean value) {
    put(new ConfigValue(ConfigEntries.xboolean, key, value));
  }

  @Override
  public boolean getBoolean(String key) throws InvalidSettingsException {
    return (boolean) value(ConfigEntries.xboolean, key);
  }

  @Override
  public boolean getBoolean(String key, boolean def) {
    return isA(ConfigEntries.xboolean, key)
        ? (boolean) ((ConfigValue) entries.get(key)).value()
        : def;
  }

  @Override
  public void addBooleanArray(String key, boolean... values) {
    ConfigBase array = addConfigBase(key);
    if (values != null) {
      array.addInt(ARRAY_SIZE, values.length);
      for (int i = 0; i < values.length; i++) {
        array.addBoolean(Integer.toString(i), values[i]);
      }
    }
  }

  @Override
  public boolean[] getBooleanArray(String key) throws InvalidSettingsException {
    ConfigBase array = getConfigBase(key);
    int size = array.getInt(ARRAY_SIZE, -1);
    if (size < 0) {
      return null;
    }
    boolean[] values = new boolean[size];
    for (int i = 0; i < size; i++) {
      values[i] = array.getBoolean(Integer.toString(i));
    }
    return values;
  }

  @Override
  public boolean[] getBooleanArray(String key, boolean... def) {
    try {
      return getBooleanArray(key);
    } catch (InvalidSettingsException e) {
      return def;
    }
  }

  @Override
  public void addString(String key, String value) {
    put(new ConfigValue(ConfigEntries.xstring, key, value));
  }

  @Override
  public String getString(String key) throws InvalidSettingsException {
    return (String) value(ConfigEntries.xstring, key);
  }

  @Override
  public String getString(String key, String def) {
    return isA(ConfigEntries.xstring, key)
        ? (String) ((ConfigValue) entries.get(key)).value()
        : def;
  }

  @Override
  public void addStringArray(String key, String... values) {
    ConfigBase array = addConfigBase(key);
    if (values != null) {
      array.addInt(ARRAY_SIZE, values.length);
      for (int i = 0; i < values.length; i++) {
        array.addString(Integer.toString(i), values[i]);
      }
    }
  }

  @Override
  public String[] getStringArray(String key) throws InvalidSettingsException {
    ConfigBase array = getConfigBase(key);
    int size = array.getInt(ARRAY_SIZE, -1);
    if (size < 0) {
      return null;
    }
    String[] values = new String[size];
    for (int i = 0; i < size; i++) {
      values[i] = array.getString(Integer.toString(i));
    }
    return values;
  }

  @Override
  public String[] getStringArray(String key, String... def) {
    try {
      return getStringArray(key);
    } catch (InvalidSettingsException e) {
      return def;
    }
  }

  @Override
  public void copyTo(ConfigBaseWO dest) {
    for (AbstractConfigEntry entry : entries.values()) {
      if (entry instanceof ConfigBase config) {
        config.copyTo(dest.addConfigBase(config.getKey()));
      } else {
        ((ConfigBase) dest).addEntry(entry);
      }
    }
  }

  @Override
  public final void saveToXML(OutputStream os) throws IOException {
    XMLConfig.save(this, os);
  }

  /** Replaces the key and adds the entries read; closes the stream. */
  public void load(InputStream is) throws IOException {
    try (is) {
      XMLConfig.load(this, is);
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public final String toStringValue() {
    return entries.values().toString();
  }

  @Override
  boolean hasIdenticalValue(AbstractConfigEntry other) {
    return entries.equals(((ConfigBase) other).entries);
  }
}
