/** The node OpenVINO Predictor. */
package org.ovxai.nodes.predictor;
