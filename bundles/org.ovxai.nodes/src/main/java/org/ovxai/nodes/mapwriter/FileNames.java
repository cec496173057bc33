package org.ovxai.nodes.mapwriter;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ovxai.engine.image.Confidence;

/**
 * Names the files of explanations: legal on every system, no two alike even where upper and lower
 * case count as one.
 */
final class FileNames {
  /** Stands for the name of the image. */
  static final String IMAGE = "{image}";

  /** Stands for the index of the class. */
  static final String INDEX = "{index}";

  static final String PREFIX = IMAGE + "_" + INDEX + "_";
  static final String POSTFIX = "_conf_";
  private static final String GRID = "_grid";
  private static final int MAX_BYTES = 200;
  private static final String ILLEGAL = "[<>:\"/\\\\|?*\\p{Cntrl}]";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{image}|\\{index}");

  private final String prefix;
  private final String postfix;
  private final boolean confidences;
  private final Set<String> used = new HashSet<>();

  /** Names as they are if nothing else is chosen. */
  FileNames() {
    this(PREFIX, POSTFIX, true);
  }

  /**
   * Names of a pattern.
   *
   * @param prefix what stands before the label; may hold {@value #IMAGE} and {@value #INDEX}
   * @param postfix what stands behind the label; may hold the same
   * @param confidences whether the confidence stands at the end
   */
  FileNames(String prefix, String postfix, boolean confidences) {
    this.prefix = prefix;
    this.postfix = postfix;
    this.confidences = confidences;
  }

  /**
   * A name without ending: {@code <prefix><label><postfix><confidence>}, the confidence with two
   * decimals and a point. Illegal characters become underscores, names that are too long are cut
   * before the postfix, and one that was given before gets a number.
   */
  String next(String image, int target, String label, double confidence) {
    String number = confidences ? Confidence.twoDecimals(confidence) : "";
    return unused(filled(prefix, image, target) + label, filled(postfix, image, target) + number);
  }

  /** The name, without ending, of the plot of all explanations of an image. */
  String grid(String image) {
    return unused(image, GRID);
  }

  private static String filled(String pattern, String image, int target) {
    return PLACEHOLDER
        .matcher(pattern)
        .replaceAll(
            (MatchResult m) ->
                Matcher.quoteReplacement(m.group().equals(IMAGE) ? image : String.valueOf(target)));
  }

  private String unused(String beginning, String end) {
    String stem = beginning.replaceAll(ILLEGAL, "_");
    String tail = end.replaceAll(ILLEGAL, "_");
    String name = cut(stem, tail) + tail;
    for (int i = 2; !used.add(name.toLowerCase(Locale.ROOT)); i++) {
      String numbered = tail + "_" + i;
      name = cut(stem, numbered) + numbered;
    }
    return name;
  }

  private static String cut(String stem, String tail) {
    int room = Math.max(0, MAX_BYTES - bytes(tail, tail.length()));
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
