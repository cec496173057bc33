package org.ovxai.engine;

import java.util.Optional;
import org.ovxai.engine.detection.BoxMapping;
import org.ovxai.engine.detection.Detection;
import org.ovxai.engine.image.SaliencyMap;

/**
 * Why a model gives a picture the score of one class, or finds one object in it.
 *
 * @param target index of the class; of an object its place among the picture's detections
 * @param label name of the class; the index as text if the model has no labels
 * @param confidence the class's score after the model's activation, usually in 0..1
 * @param box the object, in pixels of the picture (of the network's input where a tensor was given)
 * @param map {@code [h,w]} float32, unscaled, of the whole picture (of the network's input where a
 *     tensor was given): at the method's own resolution, or at the input's scale where the picture
 *     was fitted with padding or cropped
 * @param standardError of the map where the method knows it, in the map's unit: {@code [h,w]} as
 *     the map, or coarser where a picture has many targets
 * @param method title of the method
 * @param layer the target layer; empty if the method has none
 * @param inferences how often the network ran for this picture: once with white-box methods, so
 *     often on perturbed pictures with black-box methods; what several targets share counts for
 *     each
 */
public record Explanation(
    int target,
    String label,
    double confidence,
    Optional<Detection> box,
    SaliencyMap map,
    Optional<SaliencyMap> standardError,
    String method,
    String layer,
    int inferences) {

  /** An explanation of a class, without a standard error. */
  public Explanation(
      int target,
      String label,
      double confidence,
      SaliencyMap map,
      String method,
      String layer,
      int inferences) {
    this(
        target,
        label,
        confidence,
        Optional.empty(),
        map,
        Optional.empty(),
        method,
        layer,
        inferences);
  }

  /** This explanation of the network's input as one of the picture. */
  public Explanation onPicture(BoxMapping picture) {
    return new Explanation(
        target,
        label,
        confidence,
        box.map(picture::toPicture),
        picture.toPicture(map),
        standardError.map(picture::toPicture),
        method,
        layer,
        inferences);
  }
}
