package org.knime.core.webui.node.view;

import org.knime.core.webui.node.view.table.TableView;

/** A view that shows rows of a table, so that its selection is kept in step with other views. */
public interface NodeTableView extends TableView, NodeView {}
