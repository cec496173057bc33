/**
 * Measures of saliency maps: do they point at the object, and does the model's score follow them?
 *
 * <p>Every measure gives a {@link org.ovxai.engine.metrics.MetricValue}: a number, or the reason
 * why there is none.
 */
package org.ovxai.engine.metrics;
