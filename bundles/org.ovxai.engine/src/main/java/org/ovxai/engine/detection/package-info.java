/**
 * Turns the raw outputs of object detectors into detections.
 *
 * <p>{@link org.ovxai.engine.detection.Recognition} tells from the names and shapes of the outputs
 * how a detector writes its boxes, {@link org.ovxai.engine.detection.Detections} reads them, and
 * {@link org.ovxai.engine.detection.BoxMapping} takes them from the network's input to the picture
 * and back. What a user can put right is reported as {@link org.ovxai.engine.EngineException}.
 */
package org.ovxai.engine.detection;
