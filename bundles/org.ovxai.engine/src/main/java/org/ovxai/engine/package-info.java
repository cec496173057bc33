/**
 * Explains the predictions of vision models with saliency maps.
 *
 * <p>Begin with {@link org.ovxai.engine.Explainer}. A model is read by {@link
 * org.ovxai.engine.model.ModelReader}, a picture by {@link org.ovxai.engine.image.ImageFiles}. What
 * a user can put right is reported as {@link org.ovxai.engine.EngineException}.
 */
package org.ovxai.engine;
