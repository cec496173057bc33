package org.ovxai.nodes.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.ovxai.engine.Targets;

class TargetColumnTest {
  private static final Targets OTHERWISE = Targets.parse("", 3);

  @Test
  void anIndexANameOrSeveral() {
    assertEquals(List.of("7"), named(new IntCell(7)));
    assertEquals(List.of("7"), named(new LongCell(7)));
    assertEquals(List.of("giant panda"), named(new StringCell(" giant panda ")));
    assertEquals(List.of("cat", "3"), named(new StringCell("cat; 3;")));
  }

  @Test
  void theElementsOfAListAreTakenAsTheyAre() {
    assertEquals(
        List.of("a; b", "c"),
        named(
            CollectionCellFactory.createListCell(
                List.of(new StringCell("a; b"), DataType.getMissingCell(), new StringCell("c")))));
    assertEquals(
        List.of("1", "2"),
        named(CollectionCellFactory.createListCell(List.of(new IntCell(1), new IntCell(2)))));
  }

  @Test
  void allMeansAll() {
    assertTrue(TargetColumn.of(new StringCell("All"), OTHERWISE).all());
  }

  @Test
  void withoutContentTheOthersHold() {
    assertEquals(OTHERWISE, TargetColumn.of(DataType.getMissingCell(), OTHERWISE));
    assertEquals(OTHERWISE, TargetColumn.of(new StringCell(" ; "), OTHERWISE));
    assertEquals(
        OTHERWISE, TargetColumn.of(CollectionCellFactory.createListCell(List.of()), OTHERWISE));
  }

  private static List<String> named(DataCell cell) {
    return TargetColumn.of(cell, OTHERWISE).named();
  }
}
