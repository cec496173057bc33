/** The node Saliency Explainer. */
package org.ovxai.nodes.saliency;
