package org.ovxai.standin.parameters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.ConfigMigration;
import org.knime.node.parameters.migration.DefaultProvider;
import org.knime.node.parameters.migration.LoadDefaultsForAbsentFields;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.migration.NodeParametersMigration;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;

class ParameterPersistenceTest {

  enum Mode {
    WHITE_BOX {
      @Override
      boolean needsGradients() {
        return true;
      }
    },
    BLACK_BOX;

    boolean needsGradients() {
      return false;
    }
  }

  static class Point implements NodeParameters {
    int m_x = 1;
    int m_y = 2;

    Point() {}

    Point(int x, int y) {
      m_x = x;
      m_y = y;
    }
  }

  static class Base implements NodeParameters {
    String inherited = "b";
  }

  static final class All extends Base {
    static int notSaved = 1;
    private int alsoNotSaved = 2;
    transient int norThis = alsoNotSaved;
    boolean m_flag = true;
    int m_int = 1;
    long m_long = 2;
    double m_double = 0.5;
    float m_float = 1.5f;
    byte m_byte = 3;
    char m_char = 'c';
    String m_text = "t";
    String m_nothing;
    Mode m_mode = Mode.WHITE_BOX;
    String[] m_texts = {"a", "b"};
    int[] m_ints = {};
    double[] m_doubles = {1};
    boolean[] m_booleans = {true};
    Point m_point = new Point();
    Point[] m_points = {new Point(3, 4), new Point(5, 6)};
    List<Point> m_list = new ArrayList<>(List.of(new Point(7, 8)));
    Optional<Integer> m_some = Optional.of(4);
    Optional<String> m_none = Optional.empty();
    Optional<Mode> m_noMode = Optional.empty();
    Optional<Double> m_noNumber = Optional.empty();
    Void m_message;

    @Persist(configKey = "other key")
    int m_renamed = 9;

    @Persist(hidden = true)
    int m_hidden = 10;

    ColumnFilter m_columns = new ColumnFilter(new String[] {"x"}).withIncludeUnknownColumns();
  }

  private static NodeSettings saved(NodeParameters parameters) {
    NodeSettings settings = new NodeSettings("model");
    ParameterPersistence.save(parameters, settings);
    return settings;
  }

  private static String body(NodeSettings settings) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    settings.saveToXML(out);
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .skip(2)
        .filter(line -> !line.equals("</config>"))
        .map(line -> line.substring(4))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void writesWhatKnimeWrites() throws Exception {
    assertEquals(
        """
        <entry key="inherited" type="xstring" value="b"/>
        <entry key="flag" type="xboolean" value="true"/>
        <entry key="int" type="xint" value="1"/>
        <entry key="long" type="xlong" value="2"/>
        <entry key="double" type="xdouble" value="0.5"/>
        <entry key="float" type="xfloat" value="1.5"/>
        <entry key="byte" type="xbyte" value="3"/>
        <entry key="char" type="xchar" value="c"/>
        <entry key="text" type="xstring" value="t"/>
        <entry key="nothing" type="xstring" isnull="true" value=""/>
        <entry key="mode" type="xstring" value="WHITE_BOX"/>
        <config key="texts">
            <entry key="array-size" type="xint" value="2"/>
            <entry key="0" type="xstring" value="a"/>
            <entry key="1" type="xstring" value="b"/>
        </config>
        <config key="ints">
            <entry key="array-size" type="xint" value="0"/>
        </config>
        <config key="doubles">
            <entry key="array-size" type="xint" value="1"/>
            <entry key="0" type="xdouble" value="1.0"/>
        </config>
        <config key="booleans">
            <entry key="array-size" type="xint" value="1"/>
            <entry key="0" type="xboolean" value="true"/>
        </config>
        <config key="point">
            <entry key="x" type="xint" value="1"/>
            <entry key="y" type="xint" value="2"/>
        </config>
        <config key="points">
            <config key="0">
                <entry key="x" type="xint" value="3"/>
                <entry key="y" type="xint" value="4"/>
            </config>
            <config key="1">
                <entry key="x" type="xint" value="5"/>
                <entry key="y" type="xint" value="6"/>
            </config>
        </config>
        <config key="list">
            <config key="0">
                <entry key="x" type="xint" value="7"/>
                <entry key="y" type="xint" value="8"/>
            </config>
        </config>
        <entry key="some" type="xint" value="4"/>
        <entry key="some_is_present" type="xboolean" value="true"/>
        <entry key="none" type="xstring" isnull="true" value=""/>
        <entry key="none_is_present" type="xboolean" value="false"/>
        <entry key="noMode" type="xstring" isnull="true" value=""/>
        <entry key="noMode_is_present" type="xboolean" value="false"/>
        <entry key="noNumber" type="xdouble" value="0.0"/>
        <entry key="noNumber_is_present" type="xboolean" value="false"/>
        <entry key="other key" type="xint" value="9"/>
        <entry key="hidden_Internals" type="xint" value="10"/>
        <config key="columns">
            <entry key="mode" type="xstring" value="MANUAL"/>
            <config key="patternFilter">
                <entry key="pattern" type="xstring" value=""/>
                <entry key="isCaseSensitive" type="xboolean" value="false"/>
                <entry key="isInverted" type="xboolean" value="false"/>
            </config>
            <config key="manualFilter">
                <config key="manuallySelected">
                    <entry key="array-size" type="xint" value="1"/>
                    <entry key="0" type="xstring" value="x"/>
                </config>
                <config key="manuallyDeselected">
                    <entry key="array-size" type="xint" value="0"/>
                </config>
                <entry key="includeUnknownColumns" type="xboolean" value="true"/>
            </config>
            <config key="typeFilter">
                <config key="selectedTypes">
                    <entry key="array-size" type="xint" value="0"/>
                </config>
            </config>
        </config>
        """,
        body(saved(new All())));
  }

  @Test
  void readsWhatItWrote() throws Exception {
    All changed = new All();
    changed.inherited = "i";
    changed.m_mode = Mode.BLACK_BOX;
    changed.m_nothing = "";
    changed.m_texts = new String[0];
    changed.m_points = new Point[] {new Point(-1, -2)};
    changed.m_list.clear();
    changed.m_some = Optional.empty();
    changed.m_none = Optional.of("now");
    changed.m_noMode = Optional.of(Mode.WHITE_BOX);
    changed.m_renamed = 0;
    All loaded = ParameterPersistence.load(All.class, saved(changed));
    assertEquals(saved(changed), saved(loaded));
    assertEquals(Mode.BLACK_BOX, loaded.m_mode);
    assertEquals(-2, loaded.m_points[0].m_y);
    assertEquals(Optional.of(Mode.WHITE_BOX), loaded.m_noMode);
    assertEquals(Optional.empty(), loaded.m_some);
    assertTrue(loaded.m_list.isEmpty());
  }

  @Test
  void aMissingKeyIsAnError() {
    for (String key : List.of("flag", "texts", "point", "points", "some", "other key", "columns")) {
      NodeSettings settings = saved(new All());
      settings.removeConfig(key);
      InvalidSettingsException failure =
          assertThrows(
              InvalidSettingsException.class,
              () -> ParameterPersistence.load(All.class, settings),
              key);
      assertTrue(failure.getMessage().contains("\"" + key + "\""), failure.getMessage());
    }
  }

  @Test
  void aMissingPresenceFlagMeansPresent() throws Exception {
    NodeSettings settings = saved(new All());
    settings.removeConfig("noNumber_is_present");
    assertEquals(Optional.of(0.0), ParameterPersistence.load(All.class, settings).m_noNumber);
  }

  @Test
  void unknownEnumConstantsAreErrors() {
    NodeSettings settings = saved(new All());
    settings.addString("mode", "GREY_BOX");
    InvalidSettingsException failure =
        assertThrows(
            InvalidSettingsException.class, () -> ParameterPersistence.load(All.class, settings));
    assertEquals(
        "\"GREY_BOX\" is no value of \"mode\"; it must be one of [WHITE_BOX, BLACK_BOX]",
        failure.getMessage());
    settings.addString("mode", null);
    assertThrows(
        InvalidSettingsException.class, () -> ParameterPersistence.load(All.class, settings));
  }

  static final class Doubling implements NodeParametersPersistor<Integer> {
    @Override
    public Integer load(NodeSettingsRO settings) throws InvalidSettingsException {
      return settings.getInt("twice") / 2;
    }

    @Override
    public void save(Integer param, NodeSettingsWO settings) {
      settings.addInt("twice", 2 * param);
    }

    @Override
    public String[][] getConfigPaths() {
      return new String[][] {{"twice"}};
    }
  }

  static final class OldName implements NodeParametersMigration<Integer> {
    @Override
    public List<ConfigMigration<Integer>> getConfigMigrations() {
      return List.of(
          ConfigMigration.<Integer>builder(s -> s.getConfigBase("old").getInt("name"))
              .withDeprecatedConfigPath("old", "name")
              .build(),
          ConfigMigration.<Integer>builder(s -> -1)
              .withMatcher(s -> s.containsKey("special"))
              .build());
    }
  }

  static final class Seven implements DefaultProvider<Integer> {
    @Override
    public Integer getDefault() {
      return 7;
    }
  }

  static final class Changed implements NodeParameters {
    @Persistor(Doubling.class)
    int m_doubled = 4;

    @Migration(OldName.class)
    int m_migrated = 1;

    @Migrate(loadDefaultIfAbsent = true)
    Point m_new = new Point(11, 12);

    @Migration(Seven.class)
    int m_seven = 3;
  }

  @Test
  void persistorsAndMigrations() throws Exception {
    Changed now = new Changed();
    now.m_migrated = 5;
    assertEquals(8, saved(now).getInt("twice"));
    Changed same = ParameterPersistence.load(Changed.class, saved(now));
    assertEquals(List.of(4, 5, 3), List.of(same.m_doubled, same.m_migrated, same.m_seven));

    NodeSettings old = new NodeSettings("model");
    old.addInt("twice", 20);
    old.addNodeSettings("old").addInt("name", 42);
    Changed loaded = ParameterPersistence.load(Changed.class, old);
    assertEquals(
        List.of(10, 42, 11, 7),
        List.of(loaded.m_doubled, loaded.m_migrated, loaded.m_new.m_x, loaded.m_seven));

    old.removeConfig("old");
    assertThrows(
        InvalidSettingsException.class, () -> ParameterPersistence.load(Changed.class, old));
    old.addBoolean("special", true);
    assertEquals(-1, ParameterPersistence.load(Changed.class, old).m_migrated);
  }

  @LoadDefaultsForAbsentFields
  static final class Tolerant implements NodeParameters {
    String m_text = "default";
    int m_number = 1;
  }

  @Test
  void defaultsForAbsentFieldsOfAType() throws Exception {
    NodeSettings settings = new NodeSettings("model");
    settings.addInt("number", 2);
    Tolerant loaded = ParameterPersistence.load(Tolerant.class, settings);
    assertEquals("default", loaded.m_text);
    assertEquals(2, loaded.m_number);
    settings.addString("number", "two");
    assertThrows(
        InvalidSettingsException.class, () -> ParameterPersistence.load(Tolerant.class, settings));
  }

  static final class Clashing implements NodeParameters {
    @Persist(configKey = "k")
    @Persistor(Doubling.class)
    int m_number;
  }

  static final class Unstorable implements NodeParameters {
    Object m_object = new Object();
  }

  static final class WithoutConstructor implements NodeParameters {
    WithoutConstructor(int size) {}
  }

  @Test
  void mistakesOfTheProgrammerAreNamed() {
    assertThrows(IllegalStateException.class, () -> saved(new Clashing()));
    assertThrows(IllegalArgumentException.class, () -> saved(new Unstorable()));
    assertThrows(
        IllegalStateException.class,
        () -> ParameterPersistence.createDefault(WithoutConstructor.class));
  }

  static final class Described implements NodeParameters {
    @Widget(title = "t", description = "d")
    Point[] m_points = {};

    List<String> m_raw;
  }

  @Test
  void knowsTheContentOfFields() throws Exception {
    assertArrayEquals(
        new Object[] {"points", "raw"},
        ParameterFields.of(Described.class).stream().map(ParameterFields::name).toArray());
    assertEquals(
        Point.class, ParameterFields.contentClass(Described.class.getDeclaredField("m_points")));
    NodeSettings settings = new NodeSettings("model");
    assertThrows(
        InvalidSettingsException.class, () -> ParameterPersistence.load(Described.class, settings));
    assertNull(new Described().m_raw);
  }
}
