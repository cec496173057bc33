package org.ovxai.engine;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ovxai.engine.model.Task;

/** The saliency methods by the names that users see. */
public enum Method {
  /** {@link org.ovxai.engine.whitebox.ReciproCam}. */
  RECIPROCAM("ReciproCAM", Mode.WHITE_BOX, Task.CLASSIFICATION),
  /** {@link org.ovxai.engine.whitebox.VitReciproCam}. */
  VITRECIPROCAM("ViTReciproCAM", Mode.WHITE_BOX, Task.CLASSIFICATION),
  /** {@link org.ovxai.engine.whitebox.ActivationMap}. */
  ACTIVATIONMAP("ActivationMap", Mode.WHITE_BOX, Task.CLASSIFICATION),
  /** {@link org.ovxai.engine.whitebox.DetClassProbabilityMap}. */
  DETCLASSPROBABILITYMAP("DetClassProbabilityMap", Mode.WHITE_BOX, Task.DETECTION),
  /**
   * {@link org.ovxai.engine.blackbox.AiseClassification} and {@link
   * org.ovxai.engine.blackbox.AiseDetection}.
   */
  AISE("AISE", Mode.BLACK_BOX, Task.CLASSIFICATION, Task.DETECTION),
  /** {@link org.ovxai.engine.blackbox.Rise}. */
  RISE("RISE", Mode.BLACK_BOX, Task.CLASSIFICATION);

  private final String title;
  private final Mode mode;
  private final Set<Task> tasks;

  Method(String title, Mode mode, Task first, Task... more) {
    this.title = title;
    this.mode = mode;
    tasks = EnumSet.of(first, more);
  }

  /** The name as papers and users write it. */
  public String title() {
    return title;
  }

  /** Whether it looks into the network or only at what it puts out. */
  public Mode mode() {
    return mode;
  }

  /** Whether it explains models of this kind. */
  public boolean explains(Task task) {
    return tasks.contains(task);
  }

  /** What kind of models it explains, for messages. */
  public String tasks() {
    return String.join(
        " and ", tasks.stream().map(t -> t.name().toLowerCase(Locale.ROOT)).toList());
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
                        + String.join(", ", Arrays.stream(values()).map(Method::title).toList())
                        + "."));
  }

  /** The methods of a mode, the default first. */
  public static List<Method> of(Mode mode) {
    return Arrays.stream(values()).filter(m -> m.mode == mode).toList();
  }

  /** The titles of the methods of a mode that explain models of a kind. */
  public static List<String> titles(Mode mode, Task task) {
    return of(mode).stream().filter(m -> m.explains(task)).map(Method::title).toList();
  }
}
