/** The node OpenVINO Model Writer. */
package org.ovxai.nodes.modelwriter;
