package org.knime.core.util;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;

/** Makes names that occur neither before nor among those made already. */
public final class UniqueNameGenerator {

  private static final Pattern NUMBERED = Pattern.compile("(.*) \\(#(\\d{1,9})\\)");

  private final Set<String> taken;

  /** With the names of columns; null stands for none. */
  public UniqueNameGenerator(DataTableSpec spec) {
    this(spec == null ? null : new HashSet<>(Arrays.asList(spec.getColumnNames())));
  }

  /** With names; null stands for none. */
  public UniqueNameGenerator(Set<String> names) {
    taken = names == null ? new HashSet<>() : new HashSet<>(names);
  }

  /** The trimmed name, with " (#n)" appended or counted up if it is taken. */
  public String newName(String suggested) {
    String wanted = suggested.trim();
    Matcher numbered = NUMBERED.matcher(wanted);
    boolean hasNumber = numbered.matches();
    String stem = hasNumber ? numbered.group(1) : wanted;
    int number = hasNumber ? Integer.parseInt(numbered.group(2)) + 1 : 1;
    String name = wanted;
    while (!taken.add(name)) {
      name = stem + " (#" + number++ + ")";
    }
    return name;
  }

  public DataColumnSpecCreator newCreator(String suggested, DataType type) {
    return new DataColumnSpecCreator(newName(suggested), type);
  }

  public DataColumnSpecCreator newCreator(DataColumnSpec column) {
    DataColumnSpecCreator creator = new DataColumnSpecCreator(column);
    creator.setName(newName(column.getName()));
    return creator;
  }

  public DataColumnSpec newColumn(String suggested, DataType type) {
    return newCreator(suggested, type).createSpec();
  }
}
