package org.knime.node.parameters.widget.choices;

/** A string to choose and the text shown for it. */
public record StringChoice(String id, String text) {

  public static StringChoice fromId(String id) {
    return new StringChoice(id, id);
  }
}
