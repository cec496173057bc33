package org.ovxai.engine.metrics;

import java.util.List;
import org.ovxai.engine.dataset.BoundingBox;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;

/**
 * A map that is measured, and what belongs to it.
 *
 * @param picture before it is preprocessed
 * @param map of the whole picture, at its own resolution, unscaled
 * @param target the class that the map explains
 * @param boxes the boxes of that class, in pixels of the picture; may be empty
 * @param withoutBoxes why there is no box; empty if there is one
 * @param method explains other pictures for the same class as the map was made
 */
public record Subject(
    RgbImage picture,
    SaliencyMap map,
    int target,
    List<BoundingBox> boxes,
    String withoutBoxes,
    MaskedExplainer method) {

  /** Explains pictures as the measured map was made. */
  public interface MaskedExplainer {
    /**
     * The map of the network's input.
     *
     * @param tensor preprocessed, in the network's layout
     * @param target the class
     * @param check called between inferences; what it throws ends the explanation
     * @throws org.ovxai.engine.EngineException if there is none; the message says why
     */
    SaliencyMap explain(float[] tensor, int target, Runnable check);
  }
}
