package org.ovxai.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ovxai.headless.Config.Entry;

class WorkflowSaverTest {
  @TempDir Path temp;
  private HostFixture host;
  private Path flow;

  @BeforeEach
  void writeWorkflow() throws IOException {
    host = new HostFixture(temp);
    flow =
        new WorkflowFiles()
            .node(1, "Numbers")
            .node(2, "Sum")
            .connect(1, 1, 2, 1)
            .variable("odd", "STRING", "xstring", "%%00010&lt;%%00037%")
            .write(temp.resolve("flow"));
    Files.createDirectories(flow.resolve("data"));
    Files.writeString(flow.resolve("data/input.txt"), "kept");
    Files.createDirectories(flow.resolve("Numbers (#1)/port_1"));
    Files.writeString(flow.resolve("Numbers (#1)/port_1/data.xml"), "not kept");
    Files.createDirectories(flow.resolve("Numbers (#1)/drop"));
    Files.writeString(flow.resolve("Numbers (#1)/drop/note.txt"), "kept");
    Files.writeString(flow.resolve(".savedWithData"), "not kept");
  }

  @Test
  void theCopyEqualsTheOriginal() {
    Path copy = temp.resolve("copies/copy");
    Map<String, String> original = HostFixture.content(flow);
    assertEquals(0, host.run(flow, "-destDir=" + copy));
    assertEquals(original, HostFixture.content(flow));
    original.remove("Numbers (#1)/port_1/data.xml");
    original.remove(".savedWithData");
    assertEquals(original, HostFixture.content(copy));

    Path second = temp.resolve("second");
    assertEquals(0, host.run(copy, "-destDir=" + second));
    assertEquals(HostFixture.content(copy), HostFixture.content(second));
  }

  @Test
  void theCopyCarriesMessagesAndOptions() throws IOException {
    Path copy = temp.resolve("copy");
    String odd = "-option=1,text,\u0001\t%% \uD83D\uDE00 \"<ü>&\u2028,String";
    WorkflowFiles failing = new WorkflowFiles().node(1, "Failing").node(2, "Numbers");
    Path failed = failing.write(temp.resolve("failed"));
    assertEquals(4, host.run(failed, "-destDir=" + copy, odd.replace("=1,", "=2,")));
    Config settings = ConfigXml.read(copy.resolve("Failing (#1)/settings.xml"));
    assertEquals(
        new Config()
            .put("type", Entry.string("ERROR"))
            .put("message", Entry.string("The moon is in the wrong phase.")),
        settings.config("nodecontainer_message").orElseThrow());
    String text =
        ConfigXml.read(copy.resolve("Numbers (#2)/settings.xml"))
            .config("model")
            .orElseThrow()
            .text("text")
            .orElseThrow();
    assertEquals("\u0001\t%% \uD83D\uDE00 \"<ü>&\u2028", text);

    Path second = temp.resolve("second");
    assertEquals(0, host.run(copy, "-noexecute", "-destDir=" + second));
    Config configured = ConfigXml.read(second.resolve("Failing (#1)/settings.xml"));
    assertTrue(configured.config("nodecontainer_message").isEmpty());
  }

  @Test
  void executedNodesBecomeIdleWithoutContent() throws IOException {
    Path file = flow.resolve("Numbers (#1)/settings.xml");
    String executed =
        Files.readString(file)
            .replace(
                "key=\"state\" type=\"xstring\" value=\"IDLE\"",
                "key=\"state\"" + " type=\"xstring\" value=\"EXECUTED\"")
            .replace(
                "key=\"hasContent\" type=\"xboolean\" value=\"false\"",
                "key=\"hasContent\"" + " type=\"xboolean\" value=\"true\"")
            .replace(
                "<config key=\"ports\"/>",
                "<config key=\"ports\"><config key=\"port_1\"><entry key=\"index\" type=\"xint\""
                    + " value=\"1\"/><entry key=\"port_dir_location\" type=\"xstring\""
                    + " value=\"port_1\"/></config></config>");
    Files.writeString(file, executed);
    Path copy = temp.resolve("copy");
    assertEquals(0, host.run(flow, "-destDir=" + copy));
    assertEquals(0, host.run(flow));
    assertEquals(executed, Files.readString(file), "a run leaves the workflow as it is");
    Config settings = ConfigXml.read(copy.resolve("Numbers (#1)/settings.xml"));
    assertEquals("IDLE", settings.text("state").orElseThrow());
    assertFalse(settings.isTrue("hasContent"));
    assertEquals(
        new Config().put("index", Entry.of("xint", "1")).put("port_dir_location", Entry.ofNull()),
        settings.config("ports").flatMap(p -> p.config("port_1")).orElseThrow());
  }

  @Test
  void replacesAnEarlierResultButNothingElse() throws IOException {
    Path copy = temp.resolve("copy");
    assertEquals(0, host.run(flow, "-destDir=" + copy));
    Files.writeString(copy.resolve("stale.txt"), "stale");
    assertEquals(0, host.run(flow, "-destDir=" + copy));
    assertFalse(Files.exists(copy.resolve("stale.txt")));

    Path precious = Files.createDirectories(temp.resolve("precious"));
    Files.writeString(precious.resolve("thesis.txt"), "all of it");
    assertEquals(4, host.run(flow, "-destDir=" + precious));
    assertTrue(host.err().contains("exists and is no workflow"), host.err());
    assertEquals("all of it", Files.readString(precious.resolve("thesis.txt")));
    assertEquals(4, host.run(flow, "-destDir=" + flow.resolve("inside")));
    assertEquals(4, host.run(flow, "-destDir=" + temp));
    try (Stream<Path> children = Files.list(temp)) {
      assertFalse(children.anyMatch(p -> p.getFileName().toString().startsWith(".ovxai")));
    }
  }

  @Test
  void zipsAndUnzips() throws IOException {
    Path zip = temp.resolve("flow.knwf");
    assertEquals(0, host.run(flow, "-destFile=" + zip));
    assertTrue(host.out().contains("Saved workflow availabe at: " + zip), host.out());
    byte[] before = Files.readAllBytes(zip);
    assertEquals(0, host.run("-workflowFile=" + zip), host.err());
    assertEquals(before.length, Files.readAllBytes(zip).length);
    assertEquals(0, host.run("-workflowFile=" + zip, "-option=1,rows,5,int"));
    Path copy = temp.resolve("copy");
    assertEquals(0, host.run("-workflowFile=" + zip, "-destDir=" + copy));
    assertTrue(host.out().contains("sum 10.0"), host.out());
    assertEquals("kept", Files.readString(copy.resolve("data/input.txt")));

    Path noZip = Files.writeString(temp.resolve("no.zip"), "text");
    assertEquals(3, host.run("-workflowFile=" + noZip));
  }

  @Test
  void aFailedSaveLeavesTheFolderAsItWas() throws IOException {
    Path settings = flow.resolve("Sum (#2)/settings.xml");
    Path file = Files.writeString(temp.resolve("file"), "in the way");
    assertEquals(4, host.run(flow, "-destDir=" + file.resolve("copy")));
    assertTrue(host.err().contains("IO error while saving workflow"), host.err());
    assertTrue(Files.exists(settings));
  }
}
