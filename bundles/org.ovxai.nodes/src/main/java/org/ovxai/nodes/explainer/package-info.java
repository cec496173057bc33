/** What the nodes that explain images share. */
package org.ovxai.nodes.explainer;
