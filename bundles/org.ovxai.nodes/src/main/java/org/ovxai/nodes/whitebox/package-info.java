/** The node White-Box Explainer. */
package org.ovxai.nodes.whitebox;
