package org.ovxai.headless;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs command lines and keeps what they print. */
final class HostFixture {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path temp;
  private final Optional<Path> workspace;
  private final boolean terminal;

  HostFixture(Path temp) {
    this(temp, Optional.empty(), false);
  }

  /** Runs keep their temporary files in {@code temp}. */
  HostFixture(Path temp, Optional<Path> workspace, boolean terminal) {
    this.temp = temp;
    this.workspace = workspace;
    this.terminal = terminal;
  }

  int run(String... args) {
    BatchRun.Host host =
        new BatchRun.Host(
            TestNodes::find, temp, workspace, Optional.empty(), stream(out), stream(err), terminal);
    return new BatchRun(host, new Cancellation()).run(args);
  }

  int run(Path workflow, String... args) {
    return run(
        Stream.concat(Stream.of("-workflowDir=" + workflow), Stream.of(args))
            .toArray(String[]::new));
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** The printed line of a node, without the time, blanks merged. */
  String nodeLine(int id) {
    return out()
        .lines()
        .filter(line -> line.matches("\\S.* #" + id + " .*"))
        .findFirst()
        .orElse("")
        .replaceAll(" +\\d+\\.\\d\\d s$", "")
        .strip()
        .replaceAll(" +", " ");
  }

  /** The content of all files below a folder. */
  static Map<String, String> content(Path folder) {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.filter(Files::isRegularFile).toList()) {
        content.put(folder.relativize(path).toString(), Files.readString(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return content;
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
