package org.ovxai.nodes.imagereader;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order in which people list files: numbers by their value ({@code img2} before {@code img10}),
 * upper and lower case together. The same on every machine, whatever its language.
 */
final class NaturalOrder implements Comparator<String> {
  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

  @Override
  public int compare(String a, String b) {
    int order = byParts(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
    return order != 0 ? order : a.compareTo(b);
  }

  private static int byParts(String a, String b) {
    Matcher as = PART.matcher(a);
    Matcher bs = PART.matcher(b);
    while (true) {
      boolean moreA = as.find();
      boolean moreB = bs.find();
      if (!moreA || !moreB) {
        return Boolean.compare(moreA, moreB);
      }
      int order = part(as.group(), bs.group());
      if (order != 0) {
        return order;
      }
    }
  }

  private static int part(String a, String b) {
    boolean numbers = isDigit(a.charAt(0)) && isDigit(b.charAt(0));
    return numbers ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
