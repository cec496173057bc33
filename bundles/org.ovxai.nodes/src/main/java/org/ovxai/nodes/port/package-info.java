/** The port that hands a vision model from node to node. */
package org.ovxai.nodes.port;
