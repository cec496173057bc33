package org.ovxai.nodes.mapwriter;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.knime.core.node.InvalidSettingsException;

/**
 * What is written for each explanation, or for each image.
 *
 * @param kinds the kinds of files
 */
record Format(Set<Kind> kinds) {
  static final String OVERLAY = "overlay";
  static final String NPY = "npy";
  static final String BOTH = "both";
  static final String PNG16 = "png16";
  static final String GRID = "grid";

  /** A kind of file. */
  enum Kind {
    OVERLAY(Format.OVERLAY),
    NPY(Format.NPY),
    PNG16(Format.PNG16),
    GRID(Format.GRID);

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** Its name in the dialog and in the list of files. */
    String id() {
      return id;
    }
  }

  static Format of(Kind... kinds) {
    EnumSet<Kind> set = EnumSet.noneOf(Kind.class);
    set.addAll(Arrays.asList(kinds));
    return new Format(set);
  }

  /**
   * Reads {@code overlay}, {@code npy}, {@code png16}, {@code grid}, or several of them joined by a
   * semicolon, comma or plus, in upper or lower case; {@code both} stands for the first two.
   *
   * @throws InvalidSettingsException if it is something else
   */
  static Format parse(String text) throws InvalidSettingsException {
    EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String part : text.strip().toLowerCase(Locale.ROOT).split("\\s*[;,+]\\s*", -1)) {
      if (part.equals(BOTH)) {
        kinds.addAll(List.of(Kind.OVERLAY, Kind.NPY));
      } else {
        kinds.add(kind(part).orElseThrow(() -> unknown(text)));
      }
    }
    return new Format(kinds);
  }

  private static Optional<Kind> kind(String id) {
    return Arrays.stream(Kind.values()).filter(k -> k.id().equals(id)).findFirst();
  }

  private static InvalidSettingsException unknown(String text) {
    return new InvalidSettingsException(
        "Format: '"
            + text
            + "' is unknown. Give overlay, npy or both, png16 or grid; several are joined by"
            + " semicolons.");
  }

  boolean has(Kind kind) {
    return kinds.contains(kind);
  }

  /** Whether the pictures of the column Overlay are needed. */
  boolean needsOverlays() {
    return has(Kind.OVERLAY) || has(Kind.GRID);
  }
}
