package org.ovxai.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ovxai.headless.Config.Entry;

class ConfigXmlTest {
  @TempDir Path temp;

  @Test
  void writesTheFormOfKnime() {
    Config config =
        new Config()
            .put("text", Entry.string("a\n%%<&>\"\uD83D\uDE00"))
            .put("none", Entry.ofNull())
            .put("empty", new Config())
            .put("group", new Config().put("n", Entry.of("xint", "3")));
    String expected =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <config xmlns="http://www.knime.org/2008/09/XMLConfig" \
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
        xsi:schemaLocation="http://www.knime.org/2008/09/XMLConfig \
        http://www.knime.org/XMLConfig_2008_09.xsd" key="settings.xml">
            <entry key="text" type="xstring" \
        value="a%%00010%%00037%&lt;&amp;&gt;&quot;%%55357%%56832"/>
            <entry key="none" type="xstring" isnull="true" value=""/>
            <config key="empty"/>
            <config key="group">
                <entry key="n" type="xint" value="3"/>
            </config>
        </config>
        """;
    assertEquals(
        expected, new String(ConfigXml.write("settings.xml", config), StandardCharsets.UTF_8));
  }

  @Test
  void readsWhatItWrote() throws IOException {
    StringBuilder all = new StringBuilder("%%%00010 %%12 ");
    for (char c = 0; c < 0x180; c++) {
      all.append(c);
    }
    Config config = new Config().put("key with & and \"", Entry.string(all.toString()));
    Path file = temp.resolve("settings.xml");
    Files.write(file, ConfigXml.write("settings.xml", config));
    assertEquals(config, ConfigXml.read(file));
  }

  @Test
  void equalityKnowsTheOrder() {
    Config ab = new Config().put("a", Entry.ofNull()).put("b", Entry.ofNull());
    Config ba = new Config().put("b", Entry.ofNull()).put("a", Entry.ofNull());
    assertFalse(ab.equals(ba));
    assertEquals(ab, ab.copy());
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertFault("<config key=\"a\">\n<entry key=\"b\" type=\"xint\"/></config>", "in line 2");
    assertFault(
        "<config key=\"a\"><entry key=\"b\" type=\"int\" value=\"1\"/></config>", "\"int\"");
    assertFault("<config key=\"a\"><node/></config>", "unknown element <node>");
    assertFault("<config><config key=\"a\"/><config key=\"a\"/></config>", "\"a\" occurs twice");
    assertFault("<entry key=\"a\" type=\"xint\" value=\"1\"/>", "outermost element");
    assertFault("<config key=\"a\">", "is no valid KNIME configuration");
    assertFault("", "is no valid KNIME configuration");
  }

  @Test
  void resolvesNoEntity() throws IOException {
    Path secret = Files.writeString(temp.resolve("secret"), "secret");
    String xml =
        "<!DOCTYPE config [<!ENTITY e SYSTEM \"%s\">]><config><entry key=\"k\" type=\"xstring\""
            + " value=\"&e;\"/></config>";
    assertFault(xml.formatted(secret.toUri()), "");
  }

  private void assertFault(String xml, String expected) throws IOException {
    Path file = Files.writeString(temp.resolve("settings.xml"), xml);
    IOException fault = assertThrows(IOException.class, () -> ConfigXml.read(file));
    assertTrue(fault.getMessage().contains(expected), fault.getMessage());
    assertTrue(fault.getMessage().contains(file.toString()), fault.getMessage());
  }
}
