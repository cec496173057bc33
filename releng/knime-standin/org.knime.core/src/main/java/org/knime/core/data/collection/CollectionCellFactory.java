package org.knime.core.data.collection;

import java.util.Collection;
import java.util.List;
import org.knime.core.data.DataCell;

/** Makes collection cells. */
public final class CollectionCellFactory {

  private CollectionCellFactory() {}

  public static ListCell createListCell(Collection<? extends DataCell> coll) {
    return new ListCell(List.copyOf(coll));
  }
}
