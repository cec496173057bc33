/** The node Saliency Metrics. */
package org.ovxai.nodes.metrics;
