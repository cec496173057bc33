/** The node OpenVINO Model Reader. */
package org.ovxai.nodes.modelreader;
