package org.ovxai.nodes.mapwriter;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.knime.core.node.InvalidSettingsException;

/**
 * What is written for each explanation.
 *
 * @param overlay the picture
 * @param npy the raw map
 */
record Format(boolean overlay, boolean npy) {
  static final String OVERLAY = "overlay";
  static final String NPY = "npy";
  static final String BOTH = "both";

  /**
   * Reads {@code overlay}, {@code npy}, {@code both}, or the first two joined by a semicolon, comma
   * or plus, in upper or lower case.
   *
   * @throws InvalidSettingsException if it is something else
   */
  static Format parse(String text) throws InvalidSettingsException {
    Set<String> parts = new TreeSet<>();
    for (String part : text.strip().toLowerCase(Locale.ROOT).split("\\s*[;,+]\\s*", -1)) {
      parts.addAll(part.equals(BOTH) ? List.of(OVERLAY, NPY) : List.of(part));
    }
    if (!Set.of(OVERLAY, NPY).containsAll(parts)) {
      throw new InvalidSettingsException(
          "Format: '" + text + "' is unknown. Give overlay, npy or both.");
    }
    return new Format(parts.contains(OVERLAY), parts.contains(NPY));
  }
}
