package org.ovxai.headless;

import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;
import org.knime.core.node.NodeFactory;
import org.osgi.framework.Bundle;

/** The factories that bundles contribute to KNIME's extension point for nodes. */
final class RegisteredNodeFactories implements NodeFactories {
  private static final String POINT = "org.knime.workbench.repository.nodes";

  @Override
  @SuppressWarnings("unchecked") // asSubclass cannot name the wildcard
  public Class<? extends NodeFactory<?>> find(String className) throws ClassNotFoundException {
    for (IConfigurationElement node :
        Platform.getExtensionRegistry().getConfigurationElementsFor(POINT)) {
      if (className.equals(node.getAttribute("factory-class"))) {
        Bundle bundle = Platform.getBundle(node.getContributor().getName());
        if (bundle == null) {
          throw new ClassNotFoundException(
              className + ": its bundle " + node.getContributor().getName() + " is not resolved.");
        }
        return (Class<? extends NodeFactory<?>>)
            bundle.loadClass(className).asSubclass(NodeFactory.class);
      }
    }
    throw new ClassNotFoundException(
        "Unknown factory class \"" + className + "\": not registered at extension point " + POINT);
  }
}
