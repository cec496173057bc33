package org.ovxai.nodes.mapwriter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names the files of explanations: legal on every system, no two alike even where upper and lower
 * case count as one.
 */
final class FileNames {
  private static final int MAX_BYTES = 200;
  private static final String ILLEGAL = "[<>:\"/\\\\|?*\\p{Cntrl}]";

  private final Set<String> used = new HashSet<>();

  /**
   * A name without ending: {@code <image>_<target>_<label>_conf_<confidence>}, the confidence with
   * two decimals and a point. Illegal characters become underscores, names that are too long are
   * cut before {@code _conf_}, and one that was given before gets a number.
   */
  String next(String image, int target, String label, double confidence) {
    String stem = (image + "_" + target + "_" + label).replaceAll(ILLEGAL, "_");
    String tail = "_conf_" + twoDecimals(confidence);
    String name = cut(stem, tail) + tail;
    for (int i = 2; !used.add(name.toLowerCase(Locale.ROOT)); i++) {
      String numbered = tail + "_" + i;
      name = cut(stem, numbered) + numbered;
    }
    return name;
  }

  private static String twoDecimals(double confidence) {
    return Double.isFinite(confidence)
        ? new BigDecimal(confidence).setScale(2, RoundingMode.HALF_EVEN).toPlainString()
        : String.valueOf(confidence);
  }

  private static String cut(String stem, String tail) {
    int room = MAX_BYTES - tail.length();
    int end = stem.length();
    while (bytes(stem, end) > room) {
      end = stem.offsetByCodePoints(end, -1);
    }
    return stem.substring(0, end);
  }

  private static int bytes(String text, int end) {
    return text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
  }
}
