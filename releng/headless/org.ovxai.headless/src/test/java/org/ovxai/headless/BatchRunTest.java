package org.ovxai.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchRunTest {
  @TempDir Path temp;
  private HostFixture host;

  @BeforeEach
  void makeHost() {
    host = new HostFixture(temp);
  }

  /** Numbers -> Doubler -> Sum; the sum is 2 * (0 + 1 + 2). */
  private static WorkflowFiles chain() {
    return new WorkflowFiles()
        .node(1, "Numbers")
        .node(2, "Doubler")
        .node(7, "Sum")
        .connect(1, 1, 2, 1)
        .connect(2, 1, 7, 1);
  }

  private Path workflow() {
    return chain().write(temp.resolve("flow"));
  }

  @Test
  void executesAndReportsEachNode() {
    assertEquals(0, host.run(workflow()), host.out() + host.err());
    assertEquals("Numbers #1 EXECUTED", host.nodeLine(1));
    assertEquals("Doubler #2 EXECUTED", host.nodeLine(2));
    assertEquals("Sum #7 EXECUTED", host.nodeLine(7));
    assertTrue(host.out().contains("    sum 6.0"), host.out());
    assertTrue(host.out().contains("    WARN  Numbers were doubled."), host.out());
    assertTrue(
        host.out().contains("============= Workflow executed sucessfully ==============="),
        host.out());
    assertEquals("", host.err());
    assertFalse(host.out().contains("\r"), "no progress bar off a terminal");
  }

  @Test
  void drawsProgressOnATerminal() {
    HostFixture terminal = new HostFixture(temp, Optional.empty(), true);
    assertEquals(0, terminal.run(workflow()));
    assertTrue(terminal.out().contains("\rNumbers (#1)  [----"), terminal.out());
  }

  @Test
  void leavesTheFolderAsItIs() {
    Path flow = workflow();
    Map<String, String> before = HostFixture.content(flow);
    assertEquals(0, host.run(flow));
    assertEquals(before, HostFixture.content(flow));
    assertEquals(0, host.run(flow, "-option=1,rows,4,int"));
    assertTrue(host.out().contains("    sum 12.0"), host.out());
    assertEquals(before, HostFixture.content(flow));
  }

  @Test
  void writesOptionsOfAllTypesAndPaths() {
    Path flow = workflow();
    assertEquals(
        0,
        host.run(
            flow,
            "-nosave",
            "-option=1,range/offset,10,long",
            "-option=1,factor,0.5,double",
            "-option=1,negative,true,boolean",
            "-option=1,text,a,b and c,String"),
        host.err());
    assertTrue(host.out().contains("text a,b and c"), host.out());
    assertTrue(host.out().contains("sum -33.0"), host.out());
  }

  @Test
  void rejectsWrongOptions() {
    Path flow = workflow();
    assertEquals(3, host.run(flow, "-option=1,rows,-1,int"));
    assertTrue(host.err().contains("Rows must not be negative, it is -1."), host.err());
    assertEquals(3, host.run(flow, "-option=1,rows,many,String"));
    assertEquals(3, host.run(flow, "-option=1,nowhere/offset,1,long"));
    assertEquals(0, host.run(flow, "-nosave", "-option=99,rows,1,int"));
    assertTrue(host.out().contains("No node with id [99] found."), host.out());
    assertEquals(0, host.run(flow, "-nosave", "-option=2/3,rows,1,int"));
    assertEquals(2, host.run(flow, "-option=1,rows,1,integer"));
    assertEquals(2, host.run(flow, "-option=1,rows,1"));
    assertEquals(13, host.run(flow, "-option=1,rows,many,int"));
    assertEquals(13, host.run(flow, "-option=one,rows,1,int"));
    assertEquals(2, host.run(flow, "-Reset"));
    assertEquals(2, host.run("-nosave"));
    assertEquals(2, host.run("-workflowDir=" + temp.resolve("missing")));
    assertEquals(2, host.run("-workflowFile=" + flow));
    assertEquals(2, host.run(flow, "-preferences=" + temp.resolve("missing.epf")));
    assertEquals(0, host.run());
    assertTrue(host.err().contains("-workflowDir=DIR"), host.err());
  }

  @Test
  void acceptsOptionsWithoutEffect() throws IOException {
    Path preferences = Files.createFile(temp.resolve("p.epf"));
    assertEquals(
        0,
        host.run(
            workflow(),
            "-reset",
            "-updateLinks",
            "-credential=db;me;secret",
            "-masterkey=k",
            "-NoVersionCheck",
            "-preferences=" + preferences));
  }

  @Test
  void loadsAndConfiguresOnly() {
    assertEquals(0, host.run(workflow(), "-noexecute"));
    assertEquals("Sum #7 CONFIGURED", host.nodeLine(7));
  }

  @Test
  void aFailingNodeStopsItsOwnBranchOnly() {
    Path flow =
        chain()
            .node(3, "Failing")
            .node(4, "Doubler")
            .node(5, "Sum")
            .connect(3, 1, 4, 1)
            .connect(4, 1, 5, 1)
            .write(temp.resolve("branches"));
    assertEquals(4, host.run(flow));
    assertEquals("Failing #3 FAILED", host.nodeLine(3));
    assertEquals("Doubler #4 CONFIGURED", host.nodeLine(4));
    assertEquals("Sum #5 CONFIGURED", host.nodeLine(5));
    assertEquals("Sum #7 EXECUTED", host.nodeLine(7));
    assertTrue(host.out().contains("    ERROR The moon is in the wrong phase."), host.out());
    assertTrue(host.out().contains("waits for Failing (#3)"), host.out());
    assertTrue(host.err().contains("3 of 6 nodes not executed"), host.err());
    assertTrue(host.out().contains("========= Workflow did not execute sucessfully ============"));
  }

  @Test
  void tracesAFaultOfANode() {
    assertEquals(4, host.run(new WorkflowFiles().node(1, "Buggy").write(temp.resolve("bug"))));
    assertTrue(host.out().contains("ERROR Execute failed: Nobody thought of this."), host.out());
    assertTrue(host.err().contains("\tat org.ovxai.headless.TestNodes"), host.err());
  }

  @Test
  void reportsAnUnconnectedInput() {
    assertEquals(4, host.run(new WorkflowFiles().node(2, "Sum").write(temp.resolve("open"))));
    assertEquals("Sum #2 IDLE", host.nodeLine(2));
    assertTrue(host.out().contains("input 1 (\"In\") is not connected"), host.out());
  }

  @Test
  void reportsLoadErrorsAndRunsTheRest() throws IOException {
    WorkflowFiles files =
        chain()
            .rawNode(20, "Alien", WorkflowFiles.settings("Alien", "org.alien.Factory", "", ""))
            .rawNode(21, "Broken", "<config key=\"settings.xml\"><entry></config>")
            .node(
                22,
                "Numbers",
                WorkflowFiles.NUMBERS_MODEL.replace("value=\"3\"", "value=\"-3\""),
                "");
    Path flow = files.rawNode(23, "Gone", "").write(temp.resolve("faulty"));
    Files.delete(flow.resolve("Gone (#23)/settings.xml"));
    assertEquals(4, host.run(flow));
    assertEquals("Sum #7 EXECUTED", host.nodeLine(7));
    assertEquals("Alien #20 FAILED", host.nodeLine(20));
    assertTrue(host.out().contains("ERROR Unknown factory class org.alien.Factory"), host.out());
    assertTrue(host.err().contains("Alien (#20): Unknown factory class"), host.err());
    assertTrue(host.out().contains("is no valid KNIME configuration in line 1"), host.out());
    assertTrue(host.out().contains("Settings could not be loaded: Rows must not"), host.out());
    assertTrue(host.out().contains("ERROR No file \""), host.out());

    assertEquals(3, host.run(flow, "-failonloaderror"));
  }

  @Test
  void refusesWhatCannotBeLoaded() throws IOException {
    Path flow = workflow();
    String header =
        """
            <entry key="created_by" type="xstring" value="%s"/>
            <entry key="created_by_nightly" type="xboolean" value="%s"/>
            <entry key="version" type="xstring" value="%s"/>
        """;
    for (List<String> gate :
        List.of(
            List.of("5.9.0", "false", "5.1.0"),
            List.of("5.8.0", "true", "5.1.0"),
            List.of("5.8.0", "false", "6.0.0"))) {
      HostFixture fresh = new HostFixture(temp);
      Path gated = chain().header(header.formatted(gate.toArray())).write(temp.resolve("gated"));
      assertEquals(3, fresh.run(gated), gate.toString());
      assertTrue(fresh.err().contains("Unsupported workflow version"), fresh.err());
    }
    Path odd = chain().header(header.formatted("today", "false", "5.1.0")).write(temp.resolve("o"));
    assertEquals(0, host.run(odd));
    assertTrue(host.out().contains("Unable to parse version string \"today\""), host.out());

    Path text = Files.createDirectories(temp.resolve("text"));
    Files.writeString(text.resolve("workflow.knime"), "nothing");
    assertEquals(3, host.run(text));
    assertEquals(3, host.run(Files.createDirectories(temp.resolve("empty"))));
    assertEquals(0, host.run(flow.getParent().resolve("o")));
  }

  @Test
  void refusesAWorkflowLockedByKnime() throws IOException {
    Path flow = workflow();
    Path lockFile = Files.createFile(flow.resolve(".knimeLock"));
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertTrue(lock.isValid());
      assertEquals(3, host.run(flow));
      assertTrue(host.err().contains("locked by another KNIME instance"), host.err());
    }
    assertEquals(0, host.run(flow));
  }

  @Test
  void takesTheFirstChildFolder() {
    Path parent = temp.resolve("parent");
    chain().write(parent.resolve("flow"));
    assertEquals(0, host.run(parent));
  }

  @Test
  void leavesOutConnectionsThatCannotBe() {
    WorkflowFiles files = chain().connect(7, 0, 1, 0).connect(1, 2, 7, 1).connect(1, 5, 2, 0);
    Path flow = files.connect(1, 1, 99, 1).write(temp.resolve("wrong"));
    assertEquals(0, host.run(flow, "-nosave"), host.err());
    assertTrue(host.err().contains("it closes a cycle"), host.err());
    assertTrue(host.err().contains("the input has another connection already"), host.err());
    assertTrue(host.err().contains("Numbers (#1) has the outputs 0 to 1"), host.err());
    assertTrue(host.err().contains("there is no node 99"), host.err());
    assertEquals(3, host.run(flow, "-failonloaderror"));
  }

  @Test
  void isCancelledByAFile() throws IOException {
    Path workspace = Files.createDirectories(temp.resolve("workspace"));
    Path file = Files.createFile(workspace.resolve(".cancel"));
    HostFixture cancelled = new HostFixture(temp, Optional.of(workspace), false);
    Path flow = new WorkflowFiles().node(1, "Waiting").node(2, "Numbers").write(temp.resolve("w"));
    assertEquals(4, cancelled.run(flow));
    assertTrue(cancelled.out().contains("WARN  Execution canceled"), cancelled.out());
    assertTrue(cancelled.out().contains("WARN  Workflow execution canceled"), cancelled.out());
    assertEquals("Numbers #2 CONFIGURED", cancelled.nodeLine(2));
    assertFalse(Files.exists(file));
  }

  @Test
  void leavesNoTemporaryFiles() throws IOException {
    host.run(workflow());
    host.run(new WorkflowFiles().node(1, "Buggy").write(temp.resolve("bug")));
    host.run(Files.createDirectories(temp.resolve("empty")));
    host.run(workflow(), "-destFile=" + temp.resolve("out.zip"));
    try (Stream<Path> children = Files.list(temp)) {
      assertEquals(
          Set.of("flow", "bug", "empty", "out.zip"),
          children.map(p -> p.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  @Test
  void copesWithBlanksAndUmlauts() {
    String name = "Bäume und Äste";
    assumeTrue(
        Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode(name));
    Path flow = chain().write(temp.resolve(name));
    Path copy = temp.resolve("Kopie für später");
    assertEquals(0, host.run(flow, "-destDir=" + copy), host.err());
    assertEquals(0, host.run(copy), host.err());
    assertTrue(host.out().contains(name), host.out());
  }
}
