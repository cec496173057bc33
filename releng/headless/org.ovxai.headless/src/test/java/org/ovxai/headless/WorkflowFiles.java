package org.ovxai.headless;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes workflow folders as text, in the form KNIME writes them. */
final class WorkflowFiles {
  private static final String ROOT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <config xmlns="http://www.knime.org/2008/09/XMLConfig" \
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
      xsi:schemaLocation="http://www.knime.org/2008/09/XMLConfig \
      http://www.knime.org/XMLConfig_2008_09.xsd" key="%s">
      """;

  static final String NUMBERS_MODEL =
      """
          <config key="model">
              <entry key="rows" type="xint" value="3"/>
              <entry key="factor" type="xdouble" value="1.0"/>
              <entry key="text" type="xstring" value="none"/>
              <entry key="negative" type="xboolean" value="false"/>
              <config key="labels">
                  <entry key="array-size" type="xint" value="2"/>
                  <entry key="0" type="xstring" value="a"/>
                  <entry key="1" type="xstring" value="b"/>
              </config>
              <config key="range">
                  <entry key="offset" type="xlong" value="0"/>
              </config>
          </config>
      """;

  private final Map<Integer, String> nodes = new LinkedHashMap<>();
  private final Map<Integer, String> settings = new LinkedHashMap<>();
  private final List<int[]> connections = new ArrayList<>();
  private String variables = "";
  private String header =
      """
          <entry key="created_by" type="xstring" value="5.8.0"/>
          <entry key="created_by_nightly" type="xboolean" value="false"/>
          <entry key="version" type="xstring" value="5.1.0"/>
      """;

  /** A node of {@link TestNodes} with the settings it needs. */
  WorkflowFiles node(int id, String name) {
    return node(
        id,
        name,
        name.equals("Numbers") ? NUMBERS_MODEL : "    <config key=\"model\"/>\n",
        "    <config key=\"variables\"/>\n");
  }

  WorkflowFiles node(int id, String name, String model, String mapping) {
    nodes.put(id, name);
    settings.put(id, settings(name, TestNodes.factoryName(name), model, mapping));
    return this;
  }

  WorkflowFiles rawNode(int id, String name, String settingsXml) {
    nodes.put(id, name);
    settings.put(id, settingsXml);
    return this;
  }

  WorkflowFiles connect(int source, int sourcePort, int dest, int destPort) {
    connections.add(new int[] {source, sourcePort, dest, destPort});
    return this;
  }

  WorkflowFiles variable(String name, String type, String entryType, String value) {
    variables +=
        """
                <config key="Var_%d">
                    <entry key="name" type="xstring" value="%s"/>
                    <entry key="class" type="xstring" value="%s"/>
                    <entry key="value" type="%s" value="%s"/>
                </config>
        """
            .formatted(variables.split("Var_", -1).length - 1, name, type, entryType, value);
    return this;
  }

  WorkflowFiles header(String xml) {
    header = xml;
    return this;
  }

  static String settings(String name, String factory, String model, String mapping) {
    return ROOT.formatted("settings.xml")
        + """
              <entry key="node_file" type="xstring" value="settings.xml"/>
              <config key="flow_stack"/>
              <config key="internal_node_subsettings">
                  <entry key="memory_policy" type="xstring" value="CacheSmallInMemory"/>
              </config>
          """
        + model
        + mapping
        + """
              <entry key="customDescription" type="xstring" isnull="true" value=""/>
              <entry key="state" type="xstring" value="IDLE"/>
              <entry key="factory" type="xstring" value="%s"/>
              <entry key="node-name" type="xstring" value="%s"/>
              <config key="factory_settings"/>
              <entry key="name" type="xstring" value="%s"/>
              <entry key="hasContent" type="xboolean" value="false"/>
              <entry key="isInactive" type="xboolean" value="false"/>
              <config key="ports"/>
              <config key="filestores">
                  <entry key="file_store_location" type="xstring" isnull="true" value=""/>
                  <entry key="file_store_id" type="xstring" isnull="true" value=""/>
              </config>
          </config>
          """
            .formatted(factory, name, name);
  }

  /** A mapping block of one setting, given by its path, in the form of KNIME 4.1 and later. */
  static String mapping(String used, String exposed, String... path) {
    StringBuilder xml = new StringBuilder("    <config key=\"variables\">\n");
    xml.append("<entry key=\"version\" type=\"xstring\" value=\"V_2019_09_13\"/>\n");
    xml.append("<config key=\"tree\">");
    for (String key : path) {
      xml.append("<config key=\"").append(key).append("\">");
    }
    xml.append(name("used_variable", used)).append(name("exposed_variable", exposed));
    xml.append("</config>".repeat(path.length));
    return xml.append("</config>\n    </config>\n").toString();
  }

  private static String name(String key, String variable) {
    return variable.isEmpty()
        ? "<entry key=\"" + key + "\" type=\"xstring\" isnull=\"true\" value=\"\"/>"
        : "<entry key=\"" + key + "\" type=\"xstring\" value=\"" + variable + "\"/>";
  }

  /** Writes the folder. */
  Path write(Path folder) {
    StringBuilder xml = new StringBuilder(ROOT.formatted("workflow.knime")).append(header);
    xml.append("    <entry key=\"name\" type=\"xstring\" isnull=\"true\" value=\"\"/>\n");
    xml.append("    <entry key=\"state\" type=\"xstring\" value=\"IDLE\"/>\n");
    if (!variables.isEmpty()) {
      xml.append("    <config key=\"workflow_variables\">\n").append(variables);
      xml.append("    </config>\n");
    }
    xml.append("    <config key=\"workflow_credentials\"/>\n    <config key=\"nodes\">\n");
    nodes.forEach(
        (id, name) ->
            xml.append(
                """
        <config key="node_%d">
            <entry key="id" type="xint" value="%d"/>
            <entry key="node_settings_file" type="xstring" value="%s (#%d)/settings.xml"/>
            <entry key="node_is_meta" type="xboolean" value="false"/>
            <entry key="node_type" type="xstring" value="NativeNode"/>
        </config>
"""
                    .formatted(id, id, name, id)));
    xml.append("    </config>\n    <config key=\"connections\">\n");
    for (int i = 0; i < connections.size(); i++) {
      int[] c = connections.get(i);
      xml.append(
          """
                  <config key="connection_%d">
                      <entry key="sourceID" type="xint" value="%d"/>
                      <entry key="destID" type="xint" value="%d"/>
                      <entry key="sourcePort" type="xint" value="%d"/>
                      <entry key="destPort" type="xint" value="%d"/>
                  </config>
          """
              .formatted(i, c[0], c[2], c[1], c[3]));
    }
    xml.append("    </config>\n</config>\n");
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("workflow.knime"), xml);
      for (Map.Entry<Integer, String> node : nodes.entrySet()) {
        String name = node.getValue() + " (#" + node.getKey() + ")";
        Path nodeFolder = Files.createDirectories(folder.resolve(name));
        Files.writeString(nodeFolder.resolve("settings.xml"), settings.get(node.getKey()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }
}
