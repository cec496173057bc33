package org.knime.core.webui.node.dialog.defaultdialog.setting.filter.util;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import org.knime.node.parameters.persistence.Persistable;

/** Names chosen and not chosen by hand, and what happens to unknown ones. */
public class ManualFilter implements Persistable {

  public String[] m_manuallySelected;
  public String[] m_manuallyDeselected = {};
  public boolean m_includeUnknownColumns;

  ManualFilter() {}

  public ManualFilter(String[] initialSelected) {
    m_manuallySelected = initialSelected;
  }

  public Predicate<String> getFilterPredicate() {
    if (m_includeUnknownColumns) {
      Set<String> deselected = Set.copyOf(Arrays.asList(m_manuallyDeselected));
      return name -> !deselected.contains(name);
    }
    return Set.copyOf(Arrays.asList(m_manuallySelected))::contains;
  }

  /** The chosen names that are not among the choices. */
  public String[] getUpdatedMissingValues(String[] choices) {
    if (m_includeUnknownColumns) {
      return new String[0];
    }
    Set<String> known = Set.copyOf(Arrays.asList(choices));
    return Arrays.stream(m_manuallySelected)
        .filter(name -> !known.contains(name))
        .toArray(String[]::new);
  }
}
