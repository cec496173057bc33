package org.ovxai.engine;

import java.util.Arrays;
import java.util.List;
import org.ovxai.engine.model.Task;

/** The saliency methods by the names that users see. */
public enum Method {
  /** {@link org.ovxai.engine.whitebox.ReciproCam}. */
  RECIPROCAM("ReciproCAM", Task.CLASSIFICATION),
  /** {@link org.ovxai.engine.whitebox.VitReciproCam}. */
  VITRECIPROCAM("ViTReciproCAM", Task.CLASSIFICATION),
  /** {@link org.ovxai.engine.whitebox.ActivationMap}. */
  ACTIVATIONMAP("ActivationMap", Task.CLASSIFICATION),
  /** {@link org.ovxai.engine.whitebox.DetClassProbabilityMap}. */
  DETCLASSPROBABILITYMAP("DetClassProbabilityMap", Task.DETECTION);

  private final String title;
  private final Task task;

  Method(String title, Task task) {
    this.title = title;
    this.task = task;
  }

  /** The name as papers and users write it. */
  public String title() {
    return title;
  }

  /** What kind of model the method explains. */
  public Task task() {
    return task;
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
                        + String.join(", ", names())
                        + "."));
  }

  /** The names of all methods, the default first. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Method::title).toList();
  }
}
