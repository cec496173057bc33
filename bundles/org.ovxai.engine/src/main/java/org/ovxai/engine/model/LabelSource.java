package org.ovxai.engine.model;

import java.nio.file.Path;
import java.util.List;

/** Where the names of the classes come from. */
public sealed interface LabelSource {

  /**
   * {@code metadata.yaml} beside the model, else the model's own {@code model_info}, else {@code
   * labels.txt} beside the model, else nowhere. A list that does not fit is ignored with a warning.
   */
  record Auto() implements LabelSource {}

  /** A text file, one name a line. It must fit the number of classes. */
  record File(Path path) implements LabelSource {}

  /** The names themselves. They must fit the number of classes. */
  record Typed(List<String> labels) implements LabelSource {
    /** Copies the list. */
    public Typed {
      labels = List.copyOf(labels);
    }
  }

  /** Nowhere: classes are shown by index. */
  record None() implements LabelSource {}
}
