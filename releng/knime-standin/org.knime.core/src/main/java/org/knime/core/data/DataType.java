package org.knime.core.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.data.collection.ListDataValue;
import org.knime.core.data.image.ImageValue;
import org.knime.core.data.image.png.PNGImageValue;

/**
 * Type of a column: the value classes that all its cells can be read as. Types with the same value
 * classes, preferred value class and element type are equal, whatever the cell class.
 */
public final class DataType {

  private static final Map<Class<? extends DataValue>, String> NAMES =
      Map.ofEntries(
          Map.entry(StringValue.class, "String"),
          Map.entry(BooleanValue.class, "Boolean"),
          Map.entry(IntValue.class, "Number (Integer)"),
          Map.entry(LongValue.class, "Number (Long Integer)"),
          Map.entry(DoubleValue.class, "Number (Float)"),
          Map.entry(ListDataValue.class, "Collection (List)"),
          Map.entry(ImageValue.class, "Generic Image"),
          Map.entry(PNGImageValue.class, "Image (PNG)"));

  private static final Map<List<Object>, DataType> TYPES = new ConcurrentHashMap<>();

  private final Class<? extends DataCell> cellClass;
  private final List<Class<? extends DataValue>> valueClasses;
  private final DataType elementType;

  private DataType(
      Class<? extends DataCell> cellClass,
      List<Class<? extends DataValue>> valueClasses,
      DataType elementType) {
    boolean collection = valueClasses.contains(CollectionDataValue.class);
    if (collection != (elementType != null)) {
      throw new IllegalArgumentException(
          (cellClass != null ? cellClass.getName() : valueClasses)
              + (collection ? " needs an element type" : " cannot have an element type"));
    }
    this.cellClass = cellClass;
    this.valueClasses = valueClasses;
    this.elementType = elementType;
  }

  public static DataType getType(Class<? extends DataCell> cell) {
    return getType(cell, null);
  }

  public static DataType getType(
      Class<? extends DataCell> cellClass, DataType collectionElementType) {
    List<Object> key =
        collectionElementType == null
            ? List.of(cellClass)
            : List.of(cellClass, collectionElementType);
    DataType known = TYPES.get(key);
    if (known == null) {
      Set<Class<? extends DataValue>> values = new LinkedHashSet<>();
      collectValueClasses(cellClass, values);
      known = new DataType(cellClass, List.copyOf(values), collectionElementType);
      TYPES.put(key, known);
    }
    return known;
  }

  private static void collectValueClasses(Class<?> type, Set<Class<? extends DataValue>> into) {
    for (Class<?> implemented : type.getInterfaces()) {
      if (DataValue.class.isAssignableFrom(implemented)) {
        into.add(implemented.asSubclass(DataValue.class));
      }
      collectValueClasses(implemented, into);
    }
    if (type.getSuperclass() != null) {
      collectValueClasses(type.getSuperclass(), into);
    }
  }

  /** The missing cell without a reason. */
  public static DataCell getMissingCell() {
    return MissingCell.INSTANCE;
  }

  /** The narrowest type that holds cells of both. */
  public static DataType getCommonSuperType(DataType type1, DataType type2) {
    if (type1.isMissingValueType()) {
      return type2;
    }
    if (type2.isMissingValueType()) {
      return type1;
    }
    if (type1.isASuperTypeOf(type2)) {
      return type1;
    }
    if (type2.isASuperTypeOf(type1)) {
      return type2;
    }
    List<Class<? extends DataValue>> common = new ArrayList<>(type1.valueClasses);
    common.retainAll(type2.valueClasses);
    DataType element =
        common.contains(CollectionDataValue.class)
            ? getCommonSuperType(type1.elementType, type2.elementType)
            : null;
    return new DataType(null, Collections.unmodifiableList(common), element);
  }

  public boolean isMissingValueType() {
    return valueClasses.contains(MissingValue.class);
  }

  /** The elements' type, or null when this is no collection. */
  public DataType getCollectionElementType() {
    return elementType;
  }

  public boolean isCollectionType() {
    return isCompatible(CollectionDataValue.class);
  }

  /** The class the cells are made of, or null for a common super type. */
  public Class<? extends DataCell> getCellClass() {
    return cellClass;
  }

  public Class<? extends DataValue> getPreferredValueClass() {
    return valueClasses.get(0);
  }

  public List<Class<? extends DataValue>> getValueClasses() {
    return valueClasses;
  }

  /** Whether all cells can be read as the given value; the missing type always can. */
  public boolean isCompatible(Class<? extends DataValue> valueClass) {
    return isMissingValueType() || valueClasses.stream().anyMatch(valueClass::isAssignableFrom);
  }

  /** Whether a column of this type may hold cells of the other. */
  public boolean isASuperTypeOf(DataType type) {
    if (type == this || type.isMissingValueType()) {
      return true;
    }
    return valueClasses.stream().allMatch(type::isCompatible)
        && (elementType == null || elementType.isASuperTypeOf(type.elementType));
  }

  public String getName() {
    if (cellClass == null) {
      return "Non-native " + valueClasses.stream().map(Class::getSimpleName).toList();
    }
    return NAMES.getOrDefault(getPreferredValueClass(), cellClass.getSimpleName());
  }

  @Override
  public String toString() {
    return elementType == null ? getName() : getName() + " (Collection of: " + elementType + ")";
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || other instanceof DataType type
            && getPreferredValueClass() == type.getPreferredValueClass()
            && new HashSet<>(valueClasses).equals(new HashSet<>(type.valueClasses))
            && Objects.equals(elementType, type.elementType);
  }

  @Override
  public int hashCode() {
    return Objects.hash(new HashSet<>(valueClasses), elementType);
  }
}
