package org.ovxai.headless;

import java.io.PrintStream;
import java.util.Locale;

/**
 * What the user reads: a line per node with its messages under it, and on a terminal the progress
 * of the running node. Errors that belong to no node go to the error stream.
 */
final class Report {
  private static final int LINE = 78;
  private static final int BAR = 20;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private int nameWidth = 1;
  private String running = "";
  private boolean drawn;
  private long lastDrawn;
  private double fraction;
  private String message = "";

  /**
   * A report.
   *
   * @param terminal whether {@code out} is a terminal, where a line can be redrawn
   */
  Report(PrintStream out, PrintStream err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  synchronized void info(String line) {
    clear();
    out.println(line);
  }

  synchronized void warn(String line) {
    info("WARN  " + line);
  }

  synchronized void error(String line) {
    clear();
    out.flush();
    err.println("ERROR " + line);
  }

  /** Prints the trace of an exception that points to a fault in a node rather than in its input. */
  synchronized void trace(Throwable thrown) {
    clear();
    out.flush();
    thrown.printStackTrace(err);
  }

  synchronized void start(Workflow workflow) {
    nameWidth = workflow.nodes().stream().mapToInt(n -> n.name().length()).max().orElse(1);
  }

  synchronized void nodeStarted(WorkflowNode node) {
    running = node.toString();
    fraction = 0;
    message = "";
    lastDrawn = 0;
    draw();
  }

  /**
   * Shows progress.
   *
   * @param newFraction 0 to 1, or NaN to keep the last one
   * @param newMessage the node's message; empty to keep the last one
   */
  synchronized void progress(double newFraction, String newMessage) {
    if (!Double.isNaN(newFraction)) {
      fraction = Math.max(0, Math.min(1, newFraction));
    }
    message = newMessage.isEmpty() ? message : newMessage.replaceAll("\\s+", " ");
    draw();
  }

  synchronized void nodeFinished(NodeRun run) {
    WorkflowNode node = run.node();
    String time =
        run.seconds.isPresent()
            ? String.format(Locale.ROOT, " %9.2f s", run.seconds.getAsDouble())
            : "";
    info(
        String.format(
                "%-" + nameWidth + "s  %-5s %-10s%s", node.name(), "#" + node.id(), run.state, time)
            .stripTrailing());
    run.log().forEach(line -> indented("", line));
    run.warning.ifPresent(text -> indented("WARN  ", text));
    run.error.ifPresent(text -> indented("ERROR ", text));
    run.remark.ifPresent(text -> indented("", text));
  }

  private void indented(String level, String text) {
    out.println("    " + level + text.strip().replaceAll("\\R", "\n          "));
  }

  private void draw() {
    long now = System.nanoTime();
    if (!terminal || lastDrawn != 0 && now - lastDrawn < REDRAW_NANOS) {
      return;
    }
    lastDrawn = now;
    int full = (int) Math.round(fraction * BAR);
    String line =
        String.format(
            Locale.ROOT,
            "%s  [%s%s] %3.0f %%  %s",
            running,
            "#".repeat(full),
            "-".repeat(BAR - full),
            100 * fraction,
            message);
    String cut = line.length() > LINE ? line.substring(0, LINE) : line;
    out.print("\r" + cut + " ".repeat(LINE - cut.length()));
    out.flush();
    drawn = true;
  }

  private void clear() {
    if (drawn) {
      out.print("\r" + " ".repeat(LINE) + "\r");
      drawn = false;
    }
  }
}
