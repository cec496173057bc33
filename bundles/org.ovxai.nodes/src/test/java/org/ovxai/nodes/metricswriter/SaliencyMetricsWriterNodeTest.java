package org.ovxai.nodes.metricswriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.MissingCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.nodes.NodeRun;

class SaliencyMetricsWriterNodeTest {
  private static final DataTableSpec AVERAGES =
      new DataTableSpec(
          column("Model", StringCell.TYPE),
          column("Method", StringCell.TYPE),
          column("Inferences", DoubleCell.TYPE),
          column("Pointing game", DoubleCell.TYPE),
          column("Insertion AUC", DoubleCell.TYPE),
          column("ADCC", DoubleCell.TYPE));

  @TempDir Path temp;

  private static DataColumnSpec column(String name, DataType type) {
    return new DataColumnSpecCreator(name, type).createSpec();
  }

  private BufferedDataTable averages(String model, double inferences, DataCell game) {
    return NodeRun.table(
        temp,
        AVERAGES,
        new DefaultRow(
            "Row0",
            new StringCell(model),
            new StringCell("RISE"),
            new DoubleCell(inferences),
            game,
            new DoubleCell(0.25),
            new DoubleCell(0.123456)));
  }

  @Test
  void writesOneTableInPerCent() throws Exception {
    Path folder = temp.resolve("results");
    new NodeRun(SaliencyMetricsWriterNodeFactory.class, temp, "Averages", 1)
        .set("folder", folder.toString())
        .execute(
            averages("first, the", 1000, new DoubleCell(1)),
            averages("second", 58.25, new MissingCell("no box")));
    assertEquals(
        List.of(
            "model,method,inferences,pointing_game,insertion,deletion,adcc,coherency,complexity,"
                + "average_drop",
            "\"first, the\",RISE,1000,100.00,25.00,,12.35,,,",
            "second,RISE,58.3,,25.00,,12.35,,,"),
        Files.readAllLines(folder.resolve("accuracy.csv")));
    RgbImage picture = ImageFiles.read(folder.resolve("accuracy.png"));
    assertEquals(3 * 30, picture.height());
    assertTrue(picture.width() > 800, "width " + picture.width());
  }

  @Test
  void filesThatExistAreReplacedOnlyIfAskedFor() throws Exception {
    NodeRun node =
        new NodeRun(SaliencyMetricsWriterNodeFactory.class, temp).set("folder", temp.toString());
    node.execute(averages("a", 1, new DoubleCell(1)));
    KNIMEException e =
        assertThrows(KNIMEException.class, () -> node.execute(averages("b", 1, new DoubleCell(1))));
    assertTrue(e.getMessage().contains("accuracy.csv"), e.getMessage());
    assertTrue(Files.readString(temp.resolve("accuracy.csv")).contains("\na,RISE"));
    node.set("existing", "OVERWRITE").execute(averages("b", 1, new DoubleCell(1)));
    assertFalse(Files.readString(temp.resolve("accuracy.csv")).contains("\na,RISE"));
  }

  @Test
  void anotherTableIsRefused() {
    DataTableSpec other = new DataTableSpec(column("Model", DoubleCell.TYPE));
    NodeRun node =
        new NodeRun(SaliencyMetricsWriterNodeFactory.class, temp).set("folder", temp.toString());
    assertThrows(InvalidSettingsException.class, () -> node.configure(other));
  }
}
