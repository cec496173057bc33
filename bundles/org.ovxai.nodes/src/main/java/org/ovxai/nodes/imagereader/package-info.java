/** The node Annotated Image Reader. */
package org.ovxai.nodes.imagereader;
