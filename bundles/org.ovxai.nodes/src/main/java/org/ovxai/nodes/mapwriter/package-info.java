/** The node Saliency Map Writer. */
package org.ovxai.nodes.mapwriter;
