package org.knime.core.node.config.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;

class XMLConfigTest {

  private static final String HEAD =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <config xmlns="http://www.knime.org/2008/09/XMLConfig" \
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
      xsi:schemaLocation="http://www.knime.org/2008/09/XMLConfig \
      http://www.knime.org/XMLConfig_2008_09.xsd" key="settings.xml\"""";

  private static String xml(ConfigBase config) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    config.saveToXML(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static NodeSettingsRO read(String xml) throws IOException {
    return NodeSettings.loadFromXML(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void writesEveryTypeInItsOrder() throws Exception {
    NodeSettings settings = new NodeSettings("settings.xml");
    settings.addString("text", "a < \"b\" & 'c' > d");
    settings.addString("nothing", null);
    settings.addInt("int", -3);
    settings.addLong("long", 1L << 40);
    settings.addDouble("double", Double.NaN);
    settings.addFloat("float", 0.1f);
    settings.addShort("short", (short) 7);
    settings.addByte("byte", (byte) -1);
    settings.addChar("char", '%');
    settings.addBoolean("boolean", true);
    settings.addStringArray("array", "x", null);
    settings.addIntArray("no array", (int[]) null);
    settings.addNodeSettings("empty");
    assertEquals(
        HEAD
            + """
              >
                  <entry key="text" type="xstring" value="a &lt; &quot;b&quot; &amp; 'c' &gt; d"/>
                  <entry key="nothing" type="xstring" isnull="true" value=""/>
                  <entry key="int" type="xint" value="-3"/>
                  <entry key="long" type="xlong" value="1099511627776"/>
                  <entry key="double" type="xdouble" value="NaN"/>
                  <entry key="float" type="xfloat" value="0.1"/>
                  <entry key="short" type="xshort" value="7"/>
                  <entry key="byte" type="xbyte" value="-1"/>
                  <entry key="char" type="xchar" value="%"/>
                  <entry key="boolean" type="xboolean" value="true"/>
                  <config key="array">
                      <entry key="array-size" type="xint" value="2"/>
                      <entry key="0" type="xstring" value="x"/>
                      <entry key="1" type="xstring" isnull="true" value=""/>
                  </config>
                  <config key="no array"/>
                  <config key="empty"/>
              </config>
              """,
        xml(settings));
    NodeSettingsRO back = read(xml(settings));
    assertEquals(settings, back);
    assertArrayEquals(new String[] {"x", null}, back.getStringArray("array"));
    assertNull(back.getIntArray("no array"));
    assertEquals(List.copyOf(settings.keySet()), List.copyOf(back.keySet()));
  }

  @Test
  void escapesAsKnimeDoes() throws Exception {
    NodeSettings settings = new NodeSettings("settings.xml");
    settings.addString("k", "line\nnext\0 100%% %%00010 \ud83d\ude00 \ue000 \u00e4");
    assertTrue(
        xml(settings)
            .contains(
                "value=\"line%%00010next%%00000 100%%00037% %%00037%00010 %%55357%%56832"
                    + " %%57344 \u00e4\""),
        xml(settings));
    assertEquals(settings.getString("k"), read(xml(settings)).getString("k"));
  }

  @Test
  void keepsEveryCharacter() throws Exception {
    NodeSettings settings = new NodeSettings("settings.xml");
    for (int block = 0; block < 0x10000; block += 0x100) {
      StringBuilder text = new StringBuilder();
      for (int c = block; c < block + 0x100; c++) {
        text.append((char) c);
      }
      settings.addString("block " + block, text.toString());
    }
    NodeSettingsRO back = read(xml(settings));
    for (String key : settings) {
      assertEquals(settings.getString(key), back.getString(key), key);
    }
  }

  @Test
  void leavesTransientStringsOut() throws Exception {
    NodeSettings settings = new NodeSettings("settings.xml");
    settings.addEntry(ConfigEntries.xtransientstring.createEntry("secret", "s"));
    assertFalse(xml(settings).contains("secret"));
  }

  @Test
  void namesTheLineOfMalformedXml() {
    for (String bad :
        List.of(
            "<config key=\"a\">\n<entry key=\"k\" type=\"xint\" value=\"1\">\n</config>",
            "<config key=\"a\">\n\n<entry key=\"k\" type=\"xint\" value=\"one\"/></config>",
            "<config key=\"a\">\n\n<entry key=\"k\" type=\"xreal\" value=\"1\"/></config>",
            "<config key=\"a\">\n\n<item/></config>",
            "<config key=\"a\">\n\n<entry key=\"k\" type=\"xint\"/></config>")) {
      IOException failure = assertThrows(IOException.class, () -> read(bad));
      assertTrue(failure.getMessage().startsWith("line=3:"), failure.getMessage());
    }
  }

  @Test
  void readsNoExternalEntity(@TempDir Path folder) throws Exception {
    Path leak =
        Files.writeString(
            folder.resolve("leak.xml"), "<entry key=\"leak\" type=\"xint\" value=\"2\"/>");
    String xml =
        "<!DOCTYPE config [<!ENTITY leak SYSTEM \""
            + leak.toUri()
            + "\">]>\n"
            + "<config key=\"a\">&leak;<entry key=\"k\" type=\"xint\" value=\"1\"/></config>";
    NodeSettingsRO back = read(xml);
    assertEquals(1, back.getInt("k"));
    assertEquals(1, back.keySet().size());
  }

  @Test
  void missingOrOtherTypeIsAnErrorUnlessThereIsADefault() throws Exception {
    NodeSettings settings = new NodeSettings("settings.xml");
    settings.addInt("k", 1);
    assertThrows(InvalidSettingsException.class, () -> settings.getString("k"));
    assertThrows(InvalidSettingsException.class, () -> settings.getInt("other"));
    assertThrows(InvalidSettingsException.class, () -> settings.getNodeSettings("k"));
    assertEquals("d", settings.getString("k", "d"));
    assertEquals(1, settings.getInt("k", 2));
    assertArrayEquals(new double[] {5}, settings.getDoubleArray("k", 5));
  }

  @Test
  void copiesAndComparesByContent() throws Exception {
    ModelContent one = new ModelContent("m");
    one.addModelContent("part").addIntArray("numbers", 1, 2);
    ModelContent two = new ModelContent("m");
    one.copyTo(two);
    assertEquals(one, two);
    assertEquals(one.hashCode(), two.hashCode());
    two.getModelContent("part").addInt("more", 1);
    assertFalse(one.equals(two));
  }

  @Test
  void closesItsStreams() throws Exception {
    boolean[] closed = new boolean[2];
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    new NodeSettings("a").saveToXML(out);
    NodeSettings.loadFromXML(
        new ByteArrayInputStream(out.toByteArray()) {
          @Override
          public void close() {
            closed[1] = true;
          }
        });
    assertArrayEquals(new boolean[] {true, true}, closed);
  }
}
