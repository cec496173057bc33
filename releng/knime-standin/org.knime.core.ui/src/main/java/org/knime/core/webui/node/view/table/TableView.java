package org.knime.core.webui.node.view.table;

import java.util.Optional;
import org.knime.core.webui.node.view.table.selection.SelectionTranslationService;

/** Shows rows of a table. */
public interface TableView {
  /** Without one the texts are row keys. */
  default Optional<SelectionTranslationService> createSelectionTranslationService() {
    return Optional.empty();
  }

  /** The input with the table, from 0. */
  int getPortIndex();
}
