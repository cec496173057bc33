package org.ovxai.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariablesTest {
  private static final String MODEL = WorkflowFiles.NUMBERS_MODEL;

  @TempDir Path temp;
  private HostFixture host;

  @BeforeEach
  void makeHost() {
    host = new HostFixture(temp);
  }

  private static WorkflowFiles numbers(String mapping) {
    return new WorkflowFiles()
        .node(1, "Numbers", MODEL, mapping)
        .node(2, "Sum")
        .connect(1, 1, 2, 1);
  }

  @Test
  void workflowVariablesOverwriteSettings() {
    Path flow =
        numbers(WorkflowFiles.mapping("n", "", "rows"))
            .variable("n", "INTEGER", "xint", "4")
            .write(temp.resolve("flow"));
    assertEquals(0, host.run(flow));
    assertTrue(host.out().contains("rows 4,"), host.out());
  }

  @Test
  void theCommandLineOverridesAndIsSavedInACopyOnly() {
    Path flow =
        numbers(WorkflowFiles.mapping("n", "", "rows"))
            .variable("n", "INTEGER", "xint", "4")
            .write(temp.resolve("flow"));
    String before = HostFixture.content(flow).get("workflow.knime");
    Path copy = temp.resolve("copy");
    assertEquals(0, host.run(flow, "-destDir=" + copy, "-workflow.variable=n,6,int"));
    assertTrue(host.out().contains("rows 6,"), host.out());
    assertEquals(before, HostFixture.content(flow).get("workflow.knime"));
    assertEquals(
        before.replace("type=\"xint\" value=\"4\"", "type=\"xint\" value=\"6\""),
        HostFixture.content(copy).get("workflow.knime"));
  }

  @Test
  void anOptionGoesBeforeTheVariableOfItsSetting() {
    Path flow =
        numbers(WorkflowFiles.mapping("n", "", "rows"))
            .variable("n", "INTEGER", "xint", "4")
            .write(temp.resolve("flow"));
    assertEquals(0, host.run(flow, "-option=1,rows,7,int"));
    assertTrue(host.out().contains("rows 7,"), host.out());
    assertTrue(host.out().contains("goes before the flow variable"), host.out());
  }

  @Test
  void anUndefinedVariableWarnsAndIsAdded() {
    Path flow = numbers(WorkflowFiles.mapping("t", "", "text")).write(temp.resolve("flow"));
    assertEquals(0, host.run(flow, "-nosave", "-workflow.variable=t,\"a, \\\"b\\\"\",String"));
    assertTrue(host.out().contains("potentially unused"), host.out());
    assertTrue(host.out().contains("text a, \"b\","), host.out());
  }

  @Test
  void convertsWhereTypesAllowIt() {
    assertLogged("text 7,", "v,7,int", "text");
    assertLogged("text 0.5,", "v,0.5,double", "text");
    assertLogged("labels x", "v,x,String", "labels");
    assertLogged("factor 7.0,", "v,7,int", "factor");
    assertLogged("offset 7,", "v,7,int", "range", "offset");
    assertLogged("negative true,", "v,TRUE,String", "negative");
  }

  private void assertLogged(String expected, String variable, String... path) {
    HostFixture fresh = new HostFixture(temp);
    Path flow = numbers(WorkflowFiles.mapping("v", "", path)).write(temp.resolve("conversions"));
    assertEquals(0, fresh.run(flow, "-nosave", "-workflow.variable=" + variable), fresh.out());
    assertTrue(fresh.out().contains(expected), fresh.out());
  }

  @Test
  void refusesWhatDoesNotFit() {
    Path flow = numbers(WorkflowFiles.mapping("v", "", "rows")).write(temp.resolve("flow"));
    assertEquals(4, host.run(flow, "-nosave", "-workflow.variable=v,5,String"));
    assertTrue(
        host.out()
            .contains(
                "Flow variable \"v\" (STRING, value \"5\") cannot overwrite the setting \"rows\" of"
                    + " type xint."),
        host.out());
    assertEquals("Numbers #1 IDLE", host.nodeLine(1));
    assertEquals(4, host.run(flow));
    assertTrue(host.out().contains("uses the flow variable \"v\", which does not exist here"));
    Path missing = numbers(WorkflowFiles.mapping("v", "", "columns")).write(temp.resolve("m"));
    assertEquals(4, host.run(missing, "-nosave", "-workflow.variable=v,5,int"));
    assertTrue(host.out().contains("names the setting \"columns\", which the node does not have"));
    assertEquals(4, host.run(flow, "-nosave", "-workflow.variable=v,-5,int"));
    assertTrue(host.out().contains("Rows must not be negative, it is -5."), host.out());
  }

  @Test
  void exposedVariablesFlowDownstream() {
    Path flow =
        numbers(WorkflowFiles.mapping("", "count", "rows"))
            .node(3, "Numbers", MODEL, WorkflowFiles.mapping("count", "", "range", "offset"))
            .node(4, "Sum")
            .connect(1, 0, 3, 0)
            .connect(3, 1, 4, 1)
            .write(temp.resolve("flow"));
    assertEquals(0, host.run(flow), host.out());
    assertTrue(host.out().contains("sum 12.0"), host.out());
  }

  @Test
  void theFirstInputWinsThenTheLast() {
    FlowVariables first = FlowVariables.of(List.of(variable("a", "1")));
    FlowVariables second = FlowVariables.of(List.of(variable("a", "2"), variable("b", "2")));
    FlowVariables third = FlowVariables.of(List.of(variable("a", "3"), variable("b", "3")));
    FlowVariables merged = FlowVariables.merge(List.of(first, second, third));
    assertEquals(Optional.of(variable("a", "1")), merged.find("a"));
    assertEquals(Optional.of(variable("b", "3")), merged.find("b"));
  }

  private static FlowVariable variable(String name, String value) {
    return FlowVariable.of(name, FlowVariable.Type.STRING, value);
  }

  @Test
  void readsMappingsWithoutVersion() {
    String mapping =
        "<config key=\"variables\"><config key=\"rows\"><entry key=\"used_variable\""
            + " type=\"xstring\" value=\"n\"/></config></config>";
    Path flow = numbers(mapping).variable("n", "INTEGER", "xint", "4").write(temp.resolve("flow"));
    assertEquals(0, host.run(flow));
    assertTrue(host.out().contains("rows 4,"), host.out());
  }

  @Test
  void rejectsMalformedVariables() {
    Path flow = numbers("").write(temp.resolve("flow"));
    for (String value :
        new String[] {"v,5", "v,5,long", "v,x,int", "v,a,b,String", "v,'a,String", ",5,int", ""}) {
      assertEquals(2, new HostFixture(temp).run(flow, "-workflow.variable=" + value), value);
    }
    assertEquals(0, new HostFixture(temp).run(flow, "-nosave", "-workflow.variable=v,,String"));
    assertEquals(
        0, new HostFixture(temp).run(flow, "-nosave", "-workflow.variable=v,'a,b',String"));
  }
}
