package org.ovxai.viewer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.MissingCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.MapPng;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.standin.Executions;
import org.ovxai.standin.NodeRuntime;

/** Tables of made-up explanations: two classes and two methods for each image. */
final class Explanations {
  static final String HOSTILE = "<img src=x onerror=alert(1)>";
  static final int BROKEN = 5;
  private static final int PER_IMAGE = 4;
  private static final AtomicInteger FOLDERS = new AtomicInteger();

  private static final DataTableSpec SPEC =
      new DataTableSpec(
          column("Image RowID", StringCell.TYPE),
          column("Image name", StringCell.TYPE),
          column("Picture", PNGImageCellFactory.TYPE),
          column("Annotations", StringCell.TYPE),
          column("Target", IntCell.TYPE),
          column("Label", StringCell.TYPE),
          column("Confidence", DoubleCell.TYPE),
          column("Box x1", DoubleCell.TYPE),
          column("Box y1", DoubleCell.TYPE),
          column("Box x2", DoubleCell.TYPE),
          column("Box y2", DoubleCell.TYPE),
          column("Saliency map", PNGImageCellFactory.TYPE),
          column("Map min", DoubleCell.TYPE),
          column("Map max", DoubleCell.TYPE),
          column("Method", StringCell.TYPE),
          column("Layer", StringCell.TYPE),
          column("Insertion AUC", DoubleCell.TYPE));

  private Explanations() {}

  private static DataColumnSpec column(String name, DataType type) {
    return new DataColumnSpecCreator(name, type).createSpec();
  }

  static DataTableSpec spec() {
    return SPEC;
  }

  /** The map of a row: from about -1 to 1 with a zero, growing with the number of the row. */
  static SaliencyMap map(int row) {
    Random random = new Random(row);
    float[] values = new float[49];
    for (int i = 0; i < values.length; i++) {
      values[i] = (random.nextFloat() - 0.4f) * (1 + 0.01f * row);
    }
    values[0] = -0.5f * (1 + 0.01f * row);
    values[24] = 0;
    return new SaliencyMap(7, 7, values);
  }

  private static DataCell picture(int image) {
    byte[] data = new byte[320 * 240 * 3];
    int[] color = image == 0 ? new int[] {200, 100, 50} : new int[] {image % 200, 120, 160};
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) color[i % 3];
    }
    return PNGImageCellFactory.create(ImageFiles.png(new RgbImage(320, 240, data)));
  }

  private static DataRow row(int i, DataCell picture) {
    SaliencyMap map = map(i);
    boolean broken = i == BROKEN;
    List<DataCell> cells = new ArrayList<>();
    cells.add(new StringCell("Image" + i / PER_IMAGE));
    cells.add(new StringCell("photo " + i / PER_IMAGE));
    cells.add(picture);
    cells.add(
        i / PER_IMAGE == 0
            ? new StringCell("[{\"label\": \"koala\", \"box\": [100, 60, 260, 200]}]")
            : new MissingCell(null));
    cells.add(broken ? new MissingCell("broken.jpg: no image") : new IntCell(7 + i % 2));
    cells.add(new StringCell(i == 0 ? HOSTILE : i % 2 == 0 ? "koala" : "tree"));
    cells.add(new DoubleCell(i % 100 / 100.0));
    for (double edge : new double[] {80, 40, 240, 220}) {
      cells.add(i % PER_IMAGE == 0 ? new DoubleCell(edge) : new MissingCell(null));
    }
    if (broken) {
      for (int n = 0; n < 3; n++) {
        cells.add(new MissingCell("broken.jpg: no image"));
      }
    } else {
      cells.add(PNGImageCellFactory.create(MapPng.encode(map)));
      cells.add(new DoubleCell(map.min()));
      cells.add(new DoubleCell(map.max()));
    }
    cells.add(new StringCell(i % PER_IMAGE < 2 ? "ReciproCAM" : "RISE"));
    cells.add(new StringCell(""));
    cells.add(new DoubleCell((i * 37 % 1000) / 1000.0));
    return new DefaultRow("Row" + i, cells);
  }

  static BufferedDataTable table(Path folder, int rows) {
    BufferedDataContainer container = context(folder).createDataContainer(SPEC);
    DataCell picture = picture(0);
    for (int i = 0; i < rows; i++) {
      picture = i % PER_IMAGE == 0 ? picture(i / PER_IMAGE) : picture;
      container.addRowToTable(row(i, picture));
    }
    container.close();
    return container.getTable();
  }

  static ExecutionContext context(Path folder) {
    Path own = folder.resolve("execution" + FOLDERS.incrementAndGet());
    return Executions.create(own, (fraction, message) -> {}, () -> false);
  }

  static PortObject[] execute(NodeRuntime node, Path folder, PortObject... in) throws Exception {
    PortObjectSpec[] specs = new PortObjectSpec[in.length];
    for (int i = 0; i < in.length; i++) {
      specs[i] = in[i].getSpec();
    }
    node.configure(specs);
    return node.execute(in, context(folder));
  }
}
