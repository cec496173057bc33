package org.ovxai.engine;

import java.util.Optional;
import java.util.OptionalDouble;
import org.ovxai.engine.blackbox.AiseSettings;
import org.ovxai.engine.blackbox.Preset;
import org.ovxai.engine.blackbox.RiseSettings;
import org.ovxai.engine.blackbox.Variant;

/**
 * How a model is explained from what it puts out.
 *
 * @param method the saliency method; empty for AISE
 * @param rise parameters of RISE
 * @param aise parameters of AISE for classifiers
 * @param aiseDetection parameters of AISE for detectors
 * @param variant what AISE computes; RISE has its own in its parameters
 * @param confidence detectors: objects with a greater confidence are explained, 0..1; empty for the
 *     threshold that was set for the model
 */
public record BlackBoxSettings(
    Optional<Method> method,
    RiseSettings rise,
    AiseSettings aise,
    AiseSettings aiseDetection,
    Variant variant,
    OptionalDouble confidence) {

  /** A preset's values. */
  public static BlackBoxSettings of(Preset preset) {
    return new BlackBoxSettings(
        Optional.empty(),
        RiseSettings.of(preset),
        AiseSettings.classification(preset),
        AiseSettings.detection(preset),
        Variant.CORRECTED,
        OptionalDouble.empty());
  }

  /** The same with a method. */
  public BlackBoxSettings with(Method other) {
    return new BlackBoxSettings(Optional.of(other), rise, aise, aiseDetection, variant, confidence);
  }

  /** The same with a variant. */
  public BlackBoxSettings with(Variant other) {
    return new BlackBoxSettings(method, rise.with(other), aise, aiseDetection, other, confidence);
  }
}
