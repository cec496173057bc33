package org.ovxai.headless;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ovxai.headless.Config.Entry;

/**
 * Saves a workflow.
 *
 * <p>Port data are never written: a node that was saved as executed becomes idle and without
 * content, so that KNIME configures it afresh. Everything unknown, ids and folder names stay.
 *
 * <p>The workflow's own folder is never written: a run leaves it as it is. A copy has the values of
 * {@code -option} and {@code -workflow.variable}, and every node carries the message of the run;
 * port data and marker files are left out.
 *
 * <p>Nothing is half written: files are written beside their place and moved.
 */
final class WorkflowSaver {
  private static final Set<String> MARKERS = Set.of(".knimeLock", ".savedWithData");
  private static final String MESSAGE = "nodecontainer_message";

  private final Workflow workflow;

  WorkflowSaver(Workflow workflow) {
    this.workflow = workflow;
  }

  /**
   * Saves the workflow as a new folder.
   *
   * @param target is made, or replaced if it holds a workflow
   * @throws IOException if there is something else, or writing fails
   */
  void saveTo(Path target, List<NodeRun> runs) throws IOException {
    if (target.startsWith(workflow.folder()) || workflow.folder().startsWith(target)) {
      throw new IOException(
          "\"" + target + "\" overlaps the workflow's own folder \"" + workflow.folder() + "\".");
    }
    if (Files.exists(target) && !isWorkflowOrEmpty(target)) {
      throw new IOException(
          "\"" + target + "\" exists and is no workflow; give an empty or a new folder.");
    }
    Path parent = Files.createDirectories(target.getParent());
    Path fresh = Files.createTempDirectory(parent, ".ovxai-save-");
    try {
      Path copy = fresh.resolve("new");
      copyTo(copy);
      writeResults(copy, runs);
      if (Files.exists(target)) {
        Files.move(target, fresh.resolve("old"), ATOMIC_MOVE);
      }
      Files.move(copy, target, ATOMIC_MOVE);
    } finally {
      RunFolder.delete(fresh);
    }
  }

  /**
   * Saves the workflow as a zip file with one folder in it.
   *
   * @param scratch for the unzipped form
   */
  void saveToZip(Path target, List<NodeRun> runs, Path scratch) throws IOException {
    String name = target.getFileName().toString().replaceAll("(?i)\\.(zip|knwf)$", "");
    Path copy = Files.createDirectories(scratch).resolve(name);
    copyTo(copy);
    writeResults(copy, runs);
    zip(copy, target);
  }

  /** Zips a folder; the entries start with the folder's name. */
  private static void zip(Path folder, Path target) throws IOException {
    Path parent = Files.createDirectories(target.toAbsolutePath().getParent());
    Path fresh = Files.createTempFile(parent, ".ovxai-save-", ".zip");
    try {
      try (OutputStream out = Files.newOutputStream(fresh);
          ZipOutputStream zip = new ZipOutputStream(out);
          Stream<Path> tree = Files.walk(folder)) {
        for (Path path : tree.sorted().toList()) {
          String name = folder.getParent().relativize(path).toString().replace('\\', '/');
          boolean isFolder = Files.isDirectory(path);
          zip.putNextEntry(new ZipEntry(isFolder ? name + "/" : name));
          if (!isFolder) {
            Files.copy(path, zip);
          }
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      Files.move(fresh, target, ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static boolean isWorkflowOrEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> children = Files.list(folder)) {
      return Files.isRegularFile(folder.resolve(Workflow.FILE)) || children.findAny().isEmpty();
    }
  }

  private void copyTo(Path target) throws IOException {
    Path source = workflow.folder();
    Set<Path> nodeFolders =
        workflow.nodes().stream()
            .map(n -> source.resolve(n.settingsFile()).getParent())
            .collect(Collectors.toSet());
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            if (nodeFolders.contains(dir.getParent()) && isData(dir.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target.resolve(source.relativize(dir).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!MARKERS.contains(file.getFileName().toString())) {
              Files.copy(file, target.resolve(source.relativize(file).toString()));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean isData(String folderName) {
    return folderName.matches("port_\\d+|internalTables|internal|filestore");
  }

  private void writeResults(Path folder, List<NodeRun> runs) throws IOException {
    Config document = workflow.document().copy();
    forgetData(document);
    Files.write(folder.resolve(Workflow.FILE), ConfigXml.write(Workflow.FILE, document));
    for (NodeRun run : runs) {
      if (!run.node().settings().keys().isEmpty()) {
        Config settings = run.node().settings().copy();
        forgetData(settings);
        settings.remove(MESSAGE);
        message(run).ifPresent(message -> settings.put(MESSAGE, message));
        Files.write(folder.resolve(run.node().settingsFile()), settingsXml(settings));
      }
    }
  }

  private static Optional<Config> message(NodeRun run) {
    return run.error
        .or(() -> run.warning)
        .map(
            text ->
                new Config()
                    .put("type", Entry.string(run.error.isPresent() ? "ERROR" : "WARNING"))
                    .put("message", Entry.string(text)));
  }

  private static byte[] settingsXml(Config settings) {
    return ConfigXml.write("settings.xml", settings);
  }

  /** Turns what was saved as executed into idle without content. */
  private static void forgetData(Config config) {
    if (config.text("state").filter(s -> s.startsWith("EXECUT")).isPresent()) {
      config.put("state", Entry.string("IDLE"));
    }
    if (!config.isTrue("hasContent")) {
      return;
    }
    config.put("hasContent", Entry.of("xboolean", "false"));
    config.remove("internalObjects");
    config
        .config("ports")
        .ifPresent(
            ports ->
                ports.keys().forEach(key -> ports.config(key).ifPresent(port -> forgetPort(port))));
    config
        .config("filestores")
        .ifPresent(
            stores ->
                stores
                    .put("file_store_location", Entry.ofNull())
                    .put("file_store_id", Entry.ofNull()));
  }

  private static void forgetPort(Config port) {
    for (String key : List.copyOf(port.keys())) {
      if (!key.equals("index")) {
        port.remove(key);
      }
    }
    port.put("port_dir_location", Entry.ofNull());
  }
}
