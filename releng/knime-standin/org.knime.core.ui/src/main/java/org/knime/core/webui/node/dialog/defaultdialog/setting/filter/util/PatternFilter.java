package org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.knime.node.parameters.persistence.Persistable;

/** Chooses names by a regular expression or wildcards. */
public class PatternFilter implements Persistable {

  public String m_pattern = "";
  public boolean m_isCaseSensitive;
  public boolean m_isInverted;

  public PatternFilter() {}

  /** What the pattern is. */
  public enum PatternMode {
    REGEX,
    WILDCARD
  }

  /** Without case sensitivity, pattern and name are compared in lower case. */
  public Predicate<String> getIsSelectedPredicate(PatternMode mode) {
    String text = m_isCaseSensitive ? m_pattern : m_pattern.toLowerCase(Locale.getDefault());
    Predicate<String> matches =
        switch (mode) {
          case WILDCARD ->
              Pattern.compile(wildcardsToRegex(text), Pattern.DOTALL).asMatchPredicate();
          case REGEX ->
              text.isEmpty() ? name -> false : Pattern.compile("^" + text + "$").asPredicate();
        };
    Predicate<String> directed = m_isInverted ? matches.negate() : matches;
    return name -> directed.test(m_isCaseSensitive ? name : name.toLowerCase(Locale.getDefault()));
  }

  private static String wildcardsToRegex(String wildcards) {
    StringBuilder regex = new StringBuilder();
    for (char c : wildcards.toCharArray()) {
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }
}
