package org.ovxai.nodes.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts things that went wrong, and keeps the first few for one message. */
public final class Problems {
  private static final int KEPT = 5;

  private final List<String> first = new ArrayList<>();
  private long count;

  /**
   * Adds one, for example {@code "cat.jpg: the file is no image"}; a full stop at its end is
   * dropped.
   */
  public void add(String problem) {
    count++;
    if (first.size() < KEPT) {
      first.add(problem.endsWith(".") ? problem.substring(0, problem.length() - 1) : problem);
    }
  }

  /**
   * One text for all.
   *
   * @param what what they are, for example {@code "problems with the annotations"}
   * @return empty if there was no problem
   */
  public Optional<String> summary(String what) {
    return count == 0 ? Optional.empty() : Optional.of(count + " " + what + ": " + listed() + ".");
  }

  /**
   * One text for all.
   *
   * @param total how many things there were
   * @param what what happened to them, for example {@code "images could not be read"}
   * @return empty if there was no problem
   */
  public Optional<String> summary(long total, String what) {
    if (count == 0) {
      return Optional.empty();
    }
    return Optional.of(count + " of " + total + " " + what + ": " + listed() + ".");
  }

  private String listed() {
    String more = count > first.size() ? "; and " + (count - first.size()) + " more" : "";
    return String.join("; ", first) + more;
  }
}
