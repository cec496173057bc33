package org.knime.core.data.image.png;

import java.io.IOException;
import java.io.InputStream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataCellFactory.FromInputStream;
import org.knime.core.data.DataType;

/** Makes PNG cells: small images in the row, large ones as blobs. */
public class PNGImageCellFactory implements FromInputStream {

  public static final DataType TYPE = PNGImageContent.TYPE;

  @Override
  public DataType getDataType() {
    return TYPE;
  }

  @Override
  public DataCell createCell(InputStream input) throws IOException {
    return create(input);
  }

  public static DataCell create(InputStream is) throws IOException {
    return new PNGImageContent(is).toImageCell();
  }

  public static DataCell create(byte[] contents) {
    return new PNGImageContent(contents).toImageCell();
  }
}
