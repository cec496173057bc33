package org.ovxai.engine.model;

import java.util.List;

/**
 * A model that was read, and what there is to say about it.
 *
 * @param model the model
 * @param messages where its settings come from
 * @param warnings what may surprise
 */
public record ReadResult(VisionModel model, List<String> messages, List<String> warnings) {

  /** Copies the lists. */
  public ReadResult {
    messages = List.copyOf(messages);
    warnings = List.copyOf(warnings);
  }
}
