package org.ovxai.standin.internal;

import org.knime.core.node.ExecutionContext;

/** Makes execution contexts. */
public interface Contexts {
  ExecutionContext create(Progress progress, ExecutionFiles files);
}
