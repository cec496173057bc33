package org.knime.node.parameters.widget.choices.filter;

import org.knime.node.parameters.persistence.Persistable;

final class ColumnTypeFilter implements Persistable {
  String[] m_selectedTypes = {};
}
