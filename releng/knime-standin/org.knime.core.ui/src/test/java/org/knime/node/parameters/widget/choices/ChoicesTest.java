package org.knime.node.parameters.widget.choices;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.NodeSettings;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.knime.node.parameters.widget.choices.util.ColumnSelectionUtil;
import org.ovxai.standin.parameters.ParameterPersistence;

class ChoicesTest {

  private static final DataTableSpec SPEC =
      new DataTableSpec(
          new String[] {"Image", "Label 1", "label 2", "Score"},
          new DataType[] {
            PNGImageCellFactory.TYPE, StringCell.TYPE, IntCell.TYPE, DoubleCell.TYPE
          });

  enum Colour {
    @Label("Jet map")
    JET,
    DARK_BLUE
  }

  @Test
  void enumTextsComeFromLabelsOrNames() {
    assertEquals("Jet map", EnumChoice.fromEnumConst(Colour.JET).text());
    assertEquals("Dark blue", EnumChoice.fromEnumConst(Colour.DARK_BLUE).text());
  }

  @Test
  void columnsAreChosenByValue() {
    assertEquals(
        "Image",
        ColumnSelectionUtil.getFirstCompatibleColumn(SPEC, PNGImageValue.class)
            .orElseThrow()
            .getName());
    assertEquals(2, ColumnSelectionUtil.getDoubleColumns(SPEC).size());
    assertEquals(List.of(), ColumnSelectionUtil.getStringColumns((DataTableSpec) null));
    TypedStringChoice choice = TypedStringChoice.fromColSpec(SPEC.getColumnSpec(0));
    assertEquals(
        new TypedStringChoice.PossibleTypeValue(PNGImageValue.class.getName(), "Image (PNG)"),
        choice.type());
  }

  @Test
  void aProviderThatImplementsNothingSaysSo() {
    StringChoicesProvider empty = new StringChoicesProvider() {};
    assertThrows(IllegalStateException.class, () -> empty.computeState(null));
  }

  @Test
  void aFilterChoosesByHand() {
    ColumnFilter filter = new ColumnFilter(new String[] {"Score", "Gone", "Image"});
    assertArrayEquals(new String[] {"Image", "Score"}, filter.filterFromFullSpec(SPEC));
    assertArrayEquals(new String[] {"Gone"}, filter.getMissingSelectedFromFullSpec(SPEC));
    filter.withIncludeUnknownColumns();
    assertEquals(4, filter.filterFromFullSpec(SPEC).length);
    assertEquals(0, filter.getMissingSelectedFromFullSpec(SPEC).length);
  }

  private static String[] filtered(
      String mode, String pattern, boolean caseSensitive, boolean inverted, String... types)
      throws Exception {
    NodeSettings settings = new NodeSettings("f");
    ParameterPersistence.save(new ColumnFilter(), settings);
    settings.addString("mode", mode);
    NodeSettings patternFilter = settings.getNodeSettings("patternFilter");
    patternFilter.addString("pattern", pattern);
    patternFilter.addBoolean("isCaseSensitive", caseSensitive);
    patternFilter.addBoolean("isInverted", inverted);
    settings.getNodeSettings("typeFilter").addStringArray("selectedTypes", types);
    return ParameterPersistence.load(ColumnFilter.class, settings).filterFromFullSpec(SPEC);
  }

  @Test
  void aFilterChoosesByPatternAndType() throws Exception {
    assertArrayEquals(
        new String[] {"Label 1", "label 2"}, filtered("WILDCARD", "LABEL ?", false, false));
    assertArrayEquals(new String[] {"Label 1"}, filtered("WILDCARD", "L*", true, false));
    assertArrayEquals(new String[] {"Image", "Score"}, filtered("REGEX", "label \\d", false, true));
    assertArrayEquals(new String[0], filtered("REGEX", "", false, false));
    assertArrayEquals(
        new String[] {"Image"}, filtered("TYPE", "", false, false, PNGImageValue.class.getName()));
  }
}
