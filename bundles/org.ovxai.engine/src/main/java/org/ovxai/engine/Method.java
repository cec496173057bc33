package org.ovxai.engine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The saliency methods by the names that users see. */
public enum Method {
  /** {@link org.ovxai.engine.whitebox.ReciproCam}. */
  RECIPROCAM("ReciproCAM"),
  /** {@link org.ovxai.engine.whitebox.ActivationMap}. */
  ACTIVATIONMAP("ActivationMap");

  private final String title;

  Method(String title) {
    this.title = title;
  }

  /** The name as papers and users write it. */
  public String title() {
    return title;
  }

  /**
   * The method of this name, upper or lower case.
   *
   * @throws EngineException if there is none; the message lists the names
   */
  public static Method named(String name) {
    return Arrays.stream(values())
        .filter(m -> m.title.equalsIgnoreCase(name.trim()))
        .findFirst()
        .orElseThrow(
            () ->
                new EngineException(
                    "There is no method '"
                        + name
                        + "'. Choose one of: "
                        + names().stream().collect(Collectors.joining(", "))
                        + "."));
  }

  /** The names of all methods, the default first. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Method::title).toList();
  }
}
