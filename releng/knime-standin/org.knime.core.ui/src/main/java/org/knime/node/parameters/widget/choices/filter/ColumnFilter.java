package org.knime.node.parameters.widget.choices.filter;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util.ManualFilter;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util.PatternFilter;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.withtypes.TypedStringFilterMode;
import org.knime.node.parameters.persistence.Persistable;

/** A choice of columns by hand, by pattern or by type. */
public final class ColumnFilter implements Persistable {

  TypedStringFilterMode m_mode = TypedStringFilterMode.MANUAL;
  PatternFilter m_patternFilter = new PatternFilter();
  ManualFilter m_manualFilter;
  ColumnTypeFilter m_typeFilter = new ColumnTypeFilter();

  /** Chooses no column. */
  public ColumnFilter() {
    this(new String[0]);
  }

  public ColumnFilter(String[] selected) {
    m_manualFilter = new ManualFilter(selected);
  }

  public ColumnFilter(List<DataColumnSpec> selectedColumns) {
    this(names(selectedColumns));
  }

  public ColumnFilter withExcludeUnknownColumns() {
    m_manualFilter.m_includeUnknownColumns = false;
    return this;
  }

  public ColumnFilter withIncludeUnknownColumns() {
    m_manualFilter.m_includeUnknownColumns = true;
    return this;
  }

  /** Columns chosen by hand that are not among the choices. */
  public String[] getMissingSelected(List<DataColumnSpec> choices) {
    return m_mode == TypedStringFilterMode.MANUAL
        ? m_manualFilter.getUpdatedMissingValues(names(choices))
        : new String[0];
  }

  /** Names of the chosen columns, in the order of the choices. */
  public String[] filter(List<DataColumnSpec> choices) {
    return choices.stream()
        .filter(getFilterPredicate())
        .map(DataColumnSpec::getName)
        .toArray(String[]::new);
  }

  public Predicate<DataColumnSpec> getFilterPredicate() {
    Predicate<String> byName =
        switch (m_mode) {
          case MANUAL -> m_manualFilter.getFilterPredicate();
          case REGEX -> m_patternFilter.getIsSelectedPredicate(PatternFilter.PatternMode.REGEX);
          case WILDCARD ->
              m_patternFilter.getIsSelectedPredicate(PatternFilter.PatternMode.WILDCARD);
          case TYPE -> null;
        };
    if (byName != null) {
      return column -> byName.test(column.getName());
    }
    Set<String> types = Set.copyOf(Arrays.asList(m_typeFilter.m_selectedTypes));
    return column -> types.contains(column.getType().getPreferredValueClass().getName());
  }

  public String[] filterFromFullSpec(DataTableSpec spec) {
    return filter(spec.stream().toList());
  }

  public String[] getMissingSelectedFromFullSpec(DataTableSpec spec) {
    return getMissingSelected(spec.stream().toList());
  }

  private static String[] names(List<DataColumnSpec> columns) {
    return columns.stream().map(DataColumnSpec::getName).toArray(String[]::new);
  }
}
