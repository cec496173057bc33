package org.ovxai.standin.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.MissingCell;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageContent;
import org.knime.core.data.image.png.PNGImageValue;

/** Writes a cell as a letter and its content. */
final class CellCodec {

  private CellCodec() {}

  static void write(DataCell cell, DataOutputStream out) throws IOException {
    if (cell instanceof MissingCell missing) {
      out.writeByte(missing.getError() == null ? '?' : '!');
      if (missing.getError() != null) {
        writeText(missing.getError(), out);
      }
    } else if (cell instanceof StringCell text) {
      out.writeByte('s');
      writeText(text.getStringValue(), out);
    } else if (cell instanceof DoubleCell number) {
      out.writeByte('d');
      out.writeDouble(number.getDoubleValue());
    } else if (cell instanceof IntCell number) {
      out.writeByte('i');
      out.writeInt(number.getIntValue());
    } else if (cell instanceof LongCell number) {
      out.writeByte('l');
      out.writeLong(number.getLongValue());
    } else if (cell instanceof BooleanCell truth) {
      out.writeByte(truth.getBooleanValue() ? 't' : 'f');
    } else if (cell instanceof PNGImageValue image) {
      out.writeByte('p');
      writeBytes(image.getImageContent().getByteArrayReference(), out);
    } else if (cell instanceof ListCell list) {
      out.writeByte('[');
      out.writeInt(list.size());
      for (DataCell element : list) {
        write(element, out);
      }
    } else {
      throw new IllegalArgumentException(
          "The stand-in stores string, number, boolean, PNG, list and missing cells, not "
              + cell.getClass().getName());
    }
  }

  static DataCell read(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case '?' -> DataType.getMissingCell();
      case '!' -> new MissingCell(readText(in));
      case 's' -> new StringCell(readText(in));
      case 'd' -> new DoubleCell(in.readDouble());
      case 'i' -> new IntCell(in.readInt());
      case 'l' -> new LongCell(in.readLong());
      case 't' -> BooleanCell.TRUE;
      case 'f' -> BooleanCell.FALSE;
      case 'p' -> Access.to(StoredImages.class, PNGImageContent.class).cell(readBytes(in));
      case '[' -> readList(in);
      default -> throw new IOException("No kind of cell: " + kind);
    };
  }

  private static DataCell readList(DataInputStream in) throws IOException {
    int size = in.readInt();
    List<DataCell> cells = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      cells.add(read(in));
    }
    return CollectionCellFactory.createListCell(cells);
  }

  static void writeText(String text, DataOutputStream out) throws IOException {
    writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  /** Bytes that {@link #writeText} writes. */
  static int length(String text) {
    return Integer.BYTES + text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void writeBytes(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }
}
