package org.ovxai.engine.metrics;

import java.util.List;
import org.ovxai.engine.dataset.BoundingBox;
import org.ovxai.engine.image.SaliencyMap;

/**
 * A map that is measured, and what belongs to it.
 *
 * @param tensor the preprocessed picture in the network's layout
 * @param pictureHeight rows of the picture that the boxes are drawn in
 * @param pictureWidth columns of that picture
 * @param map at its own resolution, unscaled
 * @param target the class that the map explains
 * @param boxes the boxes of that class; may be empty
 * @param withoutBoxes why there is no box; empty if there is one
 * @param method explains other pictures for the same class as the map was made
 */
public record Subject(
    float[] tensor,
    int pictureHeight,
    int pictureWidth,
    SaliencyMap map,
    int target,
    List<BoundingBox> boxes,
    String withoutBoxes,
    MaskedExplainer method) {

  /** Explains pictures as the measured map was made. */
  public interface MaskedExplainer {
    /**
     * The map of a picture.
     *
     * @param tensor preprocessed, in the network's layout
     * @param target the class
     * @param check called between inferences; what it throws ends the explanation
     * @throws org.ovxai.engine.EngineException if there is none; the message says why
     */
    SaliencyMap explain(float[] tensor, int target, Runnable check);
  }
}
