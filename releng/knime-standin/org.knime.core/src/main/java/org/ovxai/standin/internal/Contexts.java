package org.ovxai.standin.internal;

import java.io.IOException;
import org.knime.core.node.ExecutionContext;

/** Makes execution contexts and ends them. */
public interface Contexts {

  ExecutionContext create(Progress progress, ExecutionFiles files);

  /** Deletes the tables that were begun and not finished. */
  void end(ExecutionContext exec) throws IOException;
}
