/**
 * Vision models: a network with what its input means (size, colours, normalisation), what its
 * outputs mean, and its labels.
 *
 * <p>{@link org.ovxai.engine.model.ModelReader} reads one; {@link org.ovxai.engine.model.ModelInfo}
 * tells about it without loading it.
 */
package org.ovxai.engine.model;
