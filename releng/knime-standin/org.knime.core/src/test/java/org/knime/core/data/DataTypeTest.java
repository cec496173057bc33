package org.knime.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.ImageValue;
import org.knime.core.data.image.png.PNGImageBlobCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.util.UniqueNameGenerator;

class DataTypeTest {

  @Test
  void numbersAreCompatibleAsInKnime() {
    assertTrue(IntCell.TYPE.isCompatible(LongValue.class));
    assertTrue(IntCell.TYPE.isCompatible(DoubleValue.class));
    assertTrue(BooleanCell.TYPE.isCompatible(IntValue.class));
    assertFalse(DoubleCell.TYPE.isCompatible(IntValue.class));
    assertTrue(DoubleCell.TYPE.isASuperTypeOf(LongCell.TYPE));
    assertFalse(LongCell.TYPE.isASuperTypeOf(DoubleCell.TYPE));
    assertEquals(DoubleCell.TYPE, DataType.getCommonSuperType(IntCell.TYPE, DoubleCell.TYPE));
  }

  @Test
  void missingFitsEverywhere() {
    DataType missing = DataType.getMissingCell().getType();
    assertTrue(missing.isCompatible(PNGImageValue.class));
    assertTrue(StringCell.TYPE.isASuperTypeOf(missing));
    assertEquals(StringCell.TYPE, DataType.getCommonSuperType(missing, StringCell.TYPE));
  }

  @Test
  void imagesOfBothKindsHaveOneType() {
    assertEquals(PNGImageCellFactory.TYPE, DataType.getType(PNGImageBlobCell.class));
    assertTrue(PNGImageCellFactory.TYPE.isCompatible(ImageValue.class));
    assertEquals("Image (PNG)", PNGImageCellFactory.TYPE.getName());
    assertEquals(PNGImageValue.class, PNGImageCellFactory.TYPE.getPreferredValueClass());
  }

  @Test
  void listsKnowTheirElements() {
    ListCell mixed =
        CollectionCellFactory.createListCell(List.of(new IntCell(1), new DoubleCell(2)));
    assertEquals(DoubleCell.TYPE, mixed.getElementType());
    assertEquals(ListCell.getCollectionType(DoubleCell.TYPE), mixed.getType());
    assertNotEquals(ListCell.getCollectionType(StringCell.TYPE), mixed.getType());
    assertThrows(IllegalArgumentException.class, () -> DataType.getType(ListCell.class));
    assertEquals("Collection (List) (Collection of: Number (Float))", mixed.getType().toString());
  }

  @Test
  void stringsAndNumbersShareNoNumberType() {
    DataType common = DataType.getCommonSuperType(StringCell.TYPE, IntCell.TYPE);
    assertEquals(List.of(DataValue.class), common.getValueClasses());
    assertTrue(common.isASuperTypeOf(StringCell.TYPE));
  }

  @Test
  void columnNamesAreTrimmedAndUnique() {
    DataColumnSpec column = new DataColumnSpecCreator(" a ", IntCell.TYPE).createSpec();
    assertEquals("a", column.getName());
    assertThrows(IllegalArgumentException.class, () -> new DataTableSpec(column, column));
    DataTableSpec spec = new DataTableSpec(column);
    assertEquals("a (#1)", DataTableSpec.getUniqueColumnName(spec, "a"));
    UniqueNameGenerator names = new UniqueNameGenerator(spec);
    assertEquals("a (#1)", names.newName("a"));
    assertEquals("a (#2)", names.newName("a"));
    assertEquals("a (#3)", names.newName("a (#1)"));
    assertEquals("b", names.newColumn("b ", StringCell.TYPE).getName());
  }
}
