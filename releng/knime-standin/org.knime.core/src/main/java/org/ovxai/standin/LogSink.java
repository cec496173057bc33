package org.ovxai.standin;

import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.function.Consumer;
import org.knime.core.node.NodeLogger;

/** Where the lines of {@link NodeLogger} go; to {@link System.Logger} unless set otherwise. */
public final class LogSink {

  private static final Consumer<LogLine> SYSTEM =
      line ->
          System.getLogger(line.logger())
              .log(systemLevel(line.level()), line.message(), line.thrown());

  private static volatile Consumer<LogLine> sink = SYSTEM;

  private LogSink() {}

  /** One line; {@code thrown} may be null. */
  public record LogLine(String logger, NodeLogger.LEVEL level, String message, Throwable thrown) {}

  /** Sends all lines to the given sink; null brings the default back. */
  public static void set(Consumer<LogLine> newSink) {
    sink = Objects.requireNonNullElse(newSink, SYSTEM);
  }

  /** Used by the logger. */
  public static void write(LogLine line) {
    sink.accept(line);
  }

  /** Whether a line of this level goes anywhere; a sink that was set gets all. */
  public static boolean isEnabled(String logger, NodeLogger.LEVEL level) {
    return sink != SYSTEM || System.getLogger(logger).isLoggable(systemLevel(level));
  }

  private static Level systemLevel(NodeLogger.LEVEL level) {
    return switch (level) {
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case WARN -> Level.WARNING;
      case ERROR, FATAL -> Level.ERROR;
      case ALL -> Level.ALL;
      case OFF -> Level.OFF;
    };
  }
}
