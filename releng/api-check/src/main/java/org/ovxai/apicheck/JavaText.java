package org.ovxai.apicheck;

/** Values of constants as text on one line. */
final class JavaText {
  private JavaText() {}

  static String of(Object constant) {
    if (!(constant instanceof String text)) {
      return constant.getClass().getSimpleName() + " " + constant;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c < ' ' || c > '~' || c == '\\') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
