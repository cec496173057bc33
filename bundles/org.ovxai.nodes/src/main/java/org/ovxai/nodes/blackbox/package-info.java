/** The node Black-Box Explainer. */
package org.ovxai.nodes.blackbox;
