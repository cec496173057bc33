package org.knime.core.webui.node.view.table.selection;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.knime.core.data.RowKey;

/** Turns what a page calls a row into row keys and back. */
public interface SelectionTranslationService {
  Set<RowKey> toRowKeys(List<String> selection) throws IOException;

  List<String> fromRowKeys(Set<RowKey> rowKeys) throws IOException;
}
