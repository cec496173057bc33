package org.ovxai.nodes.parameters;

import java.util.Optional;
import org.knime.node.parameters.NodeParametersInput;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.nodes.port.OpenVinoModelPortObjectSpec;

/** The model at the input {@link ImageTableParameters#MODEL_PORT}, as a dialog knows it. */
final class ConnectedModel {
  private ConnectedModel() {}

  /** Empty if no model is connected, or nothing is known of it yet. */
  static Optional<ModelInfo> in(NodeParametersInput in) {
    return in.getInPortSpec(ImageTableParameters.MODEL_PORT)
        .filter(OpenVinoModelPortObjectSpec.class::isInstance)
        .map(spec -> ((OpenVinoModelPortObjectSpec) spec).info());
  }
}
