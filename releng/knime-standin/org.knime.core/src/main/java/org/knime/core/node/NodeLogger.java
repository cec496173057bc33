package org.knime.core.node;

import java.util.function.Supplier;
import org.ovxai.standin.LogSink;

/** Writes to the log under a name. */
public final class NodeLogger {

  /** Severity. */
  public enum LEVEL {
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL,
    ALL,
    OFF
  }

  private final String name;

  private NodeLogger(String name) {
    this.name = name;
  }

  public static NodeLogger getLogger(Class<?> c) {
    return getLogger(c.getName());
  }

  public static NodeLogger getLogger(String s) {
    return new NodeLogger(s);
  }

  private void log(LEVEL level, Object message, Throwable thrown) {
    Object text = message instanceof Supplier<?> supplier ? supplier.get() : message;
    LogSink.write(new LogSink.LogLine(name, level, String.valueOf(text), thrown));
  }

  public void debug(Object o) {
    log(LEVEL.DEBUG, o, null);
  }

  public void debug(Supplier<Object> supplier) {
    log(LEVEL.DEBUG, supplier, null);
  }

  public void debug(Object o, Throwable t) {
    log(LEVEL.DEBUG, o, t);
  }

  public void debug(Supplier<Object> supplier, Throwable t) {
    log(LEVEL.DEBUG, supplier, t);
  }

  public void debugWithFormat(String format, Object... args) {
    log(LEVEL.DEBUG, String.format(format, args), null);
  }

  public void debug(Throwable throwable) {
    log(LEVEL.DEBUG, throwable == null ? null : throwable.getMessage(), throwable);
  }

  public void info(Object o) {
    log(LEVEL.INFO, o, null);
  }

  public void info(Supplier<Object> supplier) {
    log(LEVEL.INFO, supplier, null);
  }

  public void info(Object o, Throwable t) {
    log(LEVEL.INFO, o, t);
  }

  public void info(Supplier<Object> supplier, Throwable t) {
    log(LEVEL.INFO, supplier, t);
  }

  public void infoWithFormat(String format, Object... args) {
    log(LEVEL.INFO, String.format(format, args), null);
  }

  public void info(Throwable throwable) {
    log(LEVEL.INFO, throwable == null ? null : throwable.getMessage(), throwable);
  }

  public void warn(Object o) {
    log(LEVEL.WARN, o, null);
  }

  public void warn(Supplier<Object> supplier) {
    log(LEVEL.WARN, supplier, null);
  }

  public void warn(Object o, Throwable t) {
    log(LEVEL.WARN, o, t);
  }

  public void warn(Supplier<Object> supplier, Throwable t) {
    log(LEVEL.WARN, supplier, t);
  }

  public void warnWithFormat(String format, Object... args) {
    log(LEVEL.WARN, String.format(format, args), null);
  }

  public void warn(Throwable throwable) {
    log(LEVEL.WARN, throwable == null ? null : throwable.getMessage(), throwable);
  }

  public void error(Object o) {
    log(LEVEL.ERROR, o, null);
  }

  public void error(Supplier<Object> supplier) {
    log(LEVEL.ERROR, supplier, null);
  }

  public void error(Object o, Throwable t) {
    log(LEVEL.ERROR, o, t);
  }

  public void error(Supplier<Object> supplier, Throwable t) {
    log(LEVEL.ERROR, supplier, t);
  }

  public void errorWithFormat(String format, Object... args) {
    log(LEVEL.ERROR, String.format(format, args), null);
  }

  public void error(Throwable throwable) {
    log(LEVEL.ERROR, throwable == null ? null : throwable.getMessage(), throwable);
  }

  public void fatal(Object o) {
    log(LEVEL.FATAL, o, null);
  }

  public void fatal(Supplier<Object> supplier) {
    log(LEVEL.FATAL, supplier, null);
  }

  public void fatal(Object o, Throwable t) {
    log(LEVEL.FATAL, o, t);
  }

  public void fatal(Supplier<Object> supplier, Throwable t) {
    log(LEVEL.FATAL, supplier, t);
  }

  public void fatalWithFormat(String format, Object... args) {
    log(LEVEL.FATAL, String.format(format, args), null);
  }

  public void fatal(Throwable throwable) {
    log(LEVEL.FATAL, throwable == null ? null : throwable.getMessage(), throwable);
  }

  public void coding(Object o) {
    log(LEVEL.ERROR, "Coding problem: " + o, null);
  }

  public void coding(Supplier<Object> supplier) {
    log(LEVEL.ERROR, "Coding problem: " + supplier.get(), null);
  }

  public void coding(Object o, Throwable t) {
    log(LEVEL.ERROR, "Coding problem: " + o, t);
  }

  public void coding(Supplier<Object> supplier, Throwable t) {
    log(LEVEL.ERROR, "Coding problem: " + supplier.get(), t);
  }

  public void codingWithFormat(String format, Object... args) {
    log(LEVEL.ERROR, "Coding problem: " + String.format(format, args), null);
  }

  public boolean isDebugEnabled() {
    return LogSink.isEnabled(name, LEVEL.DEBUG);
  }

  public boolean isInfoEnabled() {
    return LogSink.isEnabled(name, LEVEL.INFO);
  }
}
