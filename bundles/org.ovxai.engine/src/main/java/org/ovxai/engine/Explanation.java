package org.ovxai.engine;

import org.ovxai.engine.image.SaliencyMap;

/**
 * Why a model gives a picture the score of one class.
 *
 * @param target index of the class
 * @param label name of the class; the index as text if the model has no labels
 * @param confidence the class's score after the model's activation, usually in 0..1
 * @param map {@code [h,w]} float32, unscaled, at the method's own resolution
 * @param method title of the method
 * @param layer the target layer; empty if the method has none
 * @param inferences how often the network ran for this picture, shared by all its targets
 */
public record Explanation(
    int target,
    String label,
    double confidence,
    SaliencyMap map,
    String method,
    String layer,
    int inferences) {}
