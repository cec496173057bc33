/** The node Saliency Metrics Writer. */
package org.ovxai.nodes.metricswriter;
