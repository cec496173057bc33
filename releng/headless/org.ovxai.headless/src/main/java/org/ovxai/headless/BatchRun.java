package org.ovxai.headless;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.knime.core.node.InvalidSettingsException;
import org.ovxai.headless.BatchOptions.NodeOption;

/** One call of the batch application, from the command line to the exit code. */
final class BatchRun {
  /** Every node was executed, or there was nothing to do. */
  static final int SUCCESS = 0;

  /** The command line is wrong. */
  static final int ILLEGAL_OPTION = 2;

  /** The workflow cannot be loaded. */
  static final int LOAD_FAILED = 3;

  /** A node was not executed, the run was cancelled or saving failed. */
  static final int EXECUTION_FAILED = 4;

  /** What KNIME's launcher returns when the application ends with an exception. */
  static final int APPLICATION_FAILED = 13;

  /**
   * Where the application runs.
   *
   * @param temp where the run makes its temporary folder
   * @param workspace a file {@code .cancel} in it cancels the run
   * @param scratch folder to delete at the end of the process
   * @param terminal whether {@code out} is a terminal
   */
  record Host(
      NodeFactories factories,
      Path temp,
      Optional<Path> workspace,
      Optional<Path> scratch,
      PrintStream out,
      PrintStream err,
      boolean terminal) {}

  private final Host host;
  private final Cancellation cancellation;
  private final Report report;

  BatchRun(Host host, Cancellation cancellation) {
    this.host = host;
    this.cancellation = cancellation;
    this.report = new Report(host.out(), host.err(), host.terminal());
  }

  /** Runs a command line. */
  int run(String... args) {
    try (RunFolder folder = RunFolder.create(host.temp(), cancellation, host.scratch())) {
      return run(folder.path(), args);
    } catch (IOException e) {
      report.error("No temporary folder could be made in " + host.temp() + ": " + Messages.of(e));
      return EXECUTION_FAILED;
    }
  }

  private int run(Path scratch, String... args) {
    if (args.length == 0) {
      host.err().println(BatchOptions.USAGE);
      return SUCCESS;
    }
    BatchOptions options;
    try {
      options = BatchOptions.parse(args);
    } catch (IllegalOptionException e) {
      report.error(e.getMessage());
      return ILLEGAL_OPTION;
    } catch (NumberFormatException e) {
      report.error("An option needs a number: " + e.getMessage());
      return APPLICATION_FAILED;
    }
    options.remarks().forEach(report::warn);
    report.info("===== Executing workflow " + options.input() + " =====");
    int code = run(scratch, options);
    report.info(
        code == SUCCESS
            ? "============= Workflow executed sucessfully ==============="
            : "========= Workflow did not execute sucessfully ============");
    return code;
  }

  private int run(Path scratch, BatchOptions options) {
    long start = System.nanoTime();
    Workflow workflow;
    try {
      workflow = load(scratch, options);
    } catch (LoadException e) {
      report.error(e.getMessage());
      return LOAD_FAILED;
    } catch (InvalidSettingsException e) {
      report.error("Encountered invalid settings while loading the workflow: " + e.getMessage());
      return LOAD_FAILED;
    }
    try (WorkflowRunner runner =
        new WorkflowRunner(workflow, scratch, cancellation::isCanceled, report)) {
      boolean successful = execute(runner, options);
      long millis = (System.nanoTime() - start) / 1_000_000;
      report.info(
          "Workflow execution done Finished in " + duration(millis) + " (" + millis + "ms)");
      if (cancellation.isCanceled()) {
        report.warn("Workflow execution canceled");
        return EXECUTION_FAILED;
      }
      if (!successful) {
        reportFailures(runner.runs());
      }
      if (options.save()) {
        save(workflow, runner.runs(), scratch, options);
      }
      return successful ? SUCCESS : EXECUTION_FAILED;
    } catch (IOException e) {
      report.error(
          "IO error while saving workflow: "
              + e.getClass().getSimpleName()
              + ": "
              + e.getMessage());
      return EXECUTION_FAILED;
    }
  }

  private Workflow load(Path scratch, BatchOptions options)
      throws LoadException, InvalidSettingsException {
    Workflow workflow = new WorkflowLoader(host.factories()).load(locate(scratch, options.input()));
    report.start(workflow);
    workflow.warnings().forEach(report::warn);
    workflow.errors().forEach(report::error);
    for (WorkflowNode node : workflow.nodes()) {
      node.problem().ifPresent(problem -> report.error(node + ": " + problem));
    }
    boolean faulty =
        !workflow.errors().isEmpty()
            || workflow.nodes().stream().anyMatch(n -> n.problem().isPresent());
    if (options.failOnLoadError() && faulty) {
      throw new LoadException(
          "IO error while loading the workflow: Error(s) during workflow loading.");
    }
    for (FlowVariable variable : options.variables()) {
      if (workflow.variables().stream().noneMatch(v -> v.name().equals(variable.name()))) {
        report.warn(
            String.format(
                "The workflow variable is potentially unused (not defined in workflow): \"%s\""
                    + " (%s)",
                variable.name(), variable.type()));
      }
      workflow.setVariable(variable);
    }
    for (NodeOption option : options.nodeOptions()) {
      apply(workflow, option);
    }
    return workflow;
  }

  private void apply(Workflow workflow, NodeOption option) throws InvalidSettingsException {
    Optional<WorkflowNode> found =
        option.nodeIds().size() == 1 ? workflow.node(option.nodeIds().get(0)) : Optional.empty();
    if (found.isEmpty()) {
      report.warn("No node with id " + option.nodeIds() + " found.");
      return;
    }
    WorkflowNode node = found.get();
    if (node.runtime().isEmpty()) {
      report.warn(node + " could not be loaded, its option " + option.path() + " is ignored.");
      return;
    }
    Config model = node.model().copy();
    Config group = model;
    for (String key : option.path().subList(0, option.path().size() - 1)) {
      group = group.requireConfig(key);
    }
    group.put(option.key(), option.value());
    try {
      node.replaceModel(model);
      if (node.unmap(option.path())) {
        report.info(
            node
                + ": the option "
                + String.join("/", option.path())
                + " goes before the flow variable that the workflow sets it with.");
      }
    } catch (InvalidSettingsException e) {
      throw new InvalidSettingsException(
          node + " rejects the option " + String.join("/", option.path()) + ": " + Messages.of(e),
          e);
    }
  }

  private boolean execute(WorkflowRunner runner, BatchOptions options) {
    runner.configureAll();
    if (!options.execute()) {
      runner.runs().forEach(report::nodeFinished);
      return true;
    }
    CancelFile cancelFile = new CancelFile(host.workspace(), cancellation);
    try {
      runner.executeAll();
    } finally {
      cancelFile.stop();
    }
    return runner.isExecuted();
  }

  private void reportFailures(List<NodeRun> runs) {
    List<String> missing =
        runs.stream()
            .filter(run -> run.state != NodeRun.State.EXECUTED)
            .map(run -> run.node() + " " + run.state)
            .toList();
    report.error(
        missing.size()
            + " of "
            + runs.size()
            + " nodes not executed: "
            + String.join(", ", missing));
  }

  private void save(Workflow workflow, List<NodeRun> runs, Path scratch, BatchOptions options)
      throws IOException {
    WorkflowSaver saver = new WorkflowSaver(workflow);
    if (options.destFile().isPresent()) {
      saver.saveToZip(options.destFile().get(), runs, scratch.resolve("output"));
      report.info("Saved workflow availabe at: " + options.destFile().get());
    } else if (options.destDir().isPresent()) {
      saver.saveTo(options.destDir().get(), runs);
      report.info("Saved workflow availabe at: " + options.destDir().get());
    }
  }

  /** The folder with the workflow: the given one, else its first child folder. */
  private static Path locate(Path scratch, Path input) throws LoadException {
    try {
      Path folder = input;
      if (Files.isRegularFile(input)) {
        folder = scratch.resolve("input");
        unzip(input, folder);
      }
      if (Files.exists(folder.resolve(Workflow.FILE))) {
        return folder;
      }
      try (Stream<Path> children = Files.list(folder)) {
        return children
            .filter(Files::isDirectory)
            .sorted()
            .findFirst()
            .orElseThrow(
                () ->
                    new LoadException(
                        "IO error while loading the workflow: No workflow directory at " + input));
      }
    } catch (IOException e) {
      throw new LoadException("IO error while loading the workflow: " + Messages.of(e), e);
    }
  }

  private static void unzip(Path file, Path target) throws IOException {
    Files.createDirectories(target);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("\"" + file + "\" has an entry outside: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, path);
          }
        }
      }
    }
  }

  private static String duration(long millis) {
    long seconds = millis / 1000;
    long minutes = seconds / 60;
    String start = minutes == 0 ? "" : minutes + (minutes == 1 ? " min, " : " mins, ");
    return start + seconds % 60 + (seconds % 60 == 1 ? " sec" : " secs");
  }

  /** Looks for a file {@code .cancel} once a second, and deletes it. */
  private static final class CancelFile {
    private final ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "ovxai-cancel-file");
              thread.setDaemon(true);
              return thread;
            });

    CancelFile(Optional<Path> workspace, Cancellation cancellation) {
      workspace
          .map(folder -> folder.resolve(".cancel"))
          .ifPresent(
              file ->
                  timer.scheduleWithFixedDelay(
                      () -> look(file, cancellation), 1, 1, TimeUnit.SECONDS));
    }

    private static void look(Path file, Cancellation cancellation) {
      if (Files.exists(file)) {
        cancellation.cancel();
        try {
          Files.delete(file);
        } catch (IOException e) {
          System.err.println("WARN  " + file + " could not be deleted: " + e);
        }
      }
    }

    void stop() {
      timer.shutdownNow();
    }
  }
}
