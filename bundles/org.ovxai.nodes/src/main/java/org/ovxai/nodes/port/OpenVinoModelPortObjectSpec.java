package org.ovxai.nodes.port;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.swing.JComponent;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.model.ModelInfo;

/**
 * What is known of a model without its file: task, input and preprocessing, outputs, labels,
 * layers.
 */
public final class OpenVinoModelPortObjectSpec extends AbstractSimplePortObjectSpec {
  private ModelInfo info;

  /** For the framework, which then calls {@link #load}. */
  public OpenVinoModelPortObjectSpec() {}

  /** A spec of this model. */
  public OpenVinoModelPortObjectSpec(ModelInfo info) {
    this.info = info;
  }

  /** The model's description. */
  public ModelInfo info() {
    return info;
  }

  @Override
  public JComponent[] getViews() {
    return new JComponent[] {new ModelPage(info).view()};
  }

  @Override
  protected void save(ModelContentWO model) {
    info.toProperties().forEach(model::addString);
  }

  @Override
  protected void load(ModelContentRO model) throws InvalidSettingsException {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String key : model.keySet()) {
      properties.put(key, model.getString(key));
    }
    try {
      info = ModelInfo.fromProperties(properties);
    } catch (EngineException e) {
      throw new InvalidSettingsException(e.getMessage(), e);
    }
  }

  /** Saves and loads specs. */
  public static final class Serializer
      extends AbstractSimplePortObjectSpecSerializer<OpenVinoModelPortObjectSpec> {}
}
