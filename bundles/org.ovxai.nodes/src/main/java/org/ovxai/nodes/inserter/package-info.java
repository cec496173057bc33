/** The node OpenVINO XAI Inserter. */
package org.ovxai.nodes.inserter;
