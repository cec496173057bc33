package org.ovxai.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The nodes after p2's director has installed them from the update site. */
class InstallTest {
  private static final Path ROOT = Path.of(System.getProperty("ovxai.root"));
  private static final Path INSTALLED = Path.of(System.getProperty("ovxai.installed"));
  private static final String LIBRARIES = "org.ovxai.openvino.natives.";

  @ParameterizedTest
  @ValueSource(strings = {"linux.x86_64", "linux.aarch64", "win32.x86_64", "macosx.aarch64"})
  void everyPlatformGetsItsOwnLibrariesOnly(String platform) throws IOException {
    Set<String> bundles = bundles(platform);
    assertEquals(
        Set.of(LIBRARIES + platform),
        bundles.stream().filter(b -> b.startsWith(LIBRARIES)).collect(Collectors.toSet()));
    assertTrue(bundles.contains("org.ovxai.nodes"), bundles.toString());
    assertTrue(bundles.stream().noneMatch(b -> b.endsWith(".source")), bundles.toString());
  }

  @Test
  void theInstalledNodesRunAWorkflow(@TempDir Path temp) throws Exception {
    Path log = temp.resolve("log");
    Path results = temp.resolve("results");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-jar",
                launcher().toString(),
                "-nosplash",
                "-application",
                "org.ovxai.headless.batch",
                "-configuration",
                configuration(temp).toString(),
                "-data",
                temp.resolve("workspace").toString(),
                "-workflowDir=" + ROOT.resolve("test-workflows/explain-photos"),
                "-nosave",
                "-failonloaderror",
                "-workflow.variable=output," + results + ",String")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> read(log));
    try (Stream<Path> files = Files.list(results)) {
      assertEquals(11, files.count(), () -> read(log));
    }
  }

  /** Equinox writes into it, and the installation stays as the director left it. */
  private static Path configuration(Path temp) throws IOException {
    Path from = host().resolve("configuration");
    Path to = temp.resolve("configuration");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
    Path ini = to.resolve("config.ini");
    List<String> lines =
        Files.readAllLines(ini).stream()
            .map(l -> l.replace("file\\:plugins/", "file\\:" + host() + "/plugins/"))
            .toList();
    Files.write(ini, lines);
    return to;
  }

  private static Path launcher() throws IOException {
    try (Stream<Path> files = Files.list(host().resolve("plugins"))) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("org.eclipse.equinox.launcher_"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Path host() {
    return folder(System.getProperty("ovxai.host"));
  }

  private static Path folder(String platform) {
    Path folder = INSTALLED.resolve(platform);
    Path onMac = folder.resolve("Eclipse.app/Contents/Eclipse");
    return Files.isDirectory(onMac) ? onMac : folder;
  }

  private static Set<String> bundles(String platform) throws IOException {
    try (Stream<Path> files = Files.list(folder(platform).resolve("plugins"))) {
      return files
          .map(f -> f.getFileName().toString().replaceFirst("_\\d+\\.\\d.*", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
