package org.ovxai.headless;

import java.util.Map;
import java.util.function.Consumer;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataTableSpecCreator;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.RowKey;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeLogger;
import org.knime.node.DefaultModel.ExecuteConsumer;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.RequirePorts.PortsAdder;
import org.knime.node.parameters.NodeParameters;

/** Small nodes to make workflows of. */
final class TestNodes {
  private static final DataTableSpec NUMBERS =
      new DataTableSpecCreator()
          .addColumns(new DataColumnSpecCreator("Number", DoubleCell.TYPE).createSpec())
          .createSpec();

  private static final Map<String, Class<? extends NodeFactory<?>>> FACTORIES =
      Map.of(
          "Numbers", NumbersFactory.class,
          "Doubler", DoublerFactory.class,
          "Failing", FailingFactory.class,
          "Buggy", BuggyFactory.class,
          "Waiting", WaitingFactory.class,
          "Sum", SumFactory.class);

  private TestNodes() {}

  static String factoryName(String node) {
    return FACTORIES.get(node).getName();
  }

  static Class<? extends NodeFactory<?>> find(String className) throws ClassNotFoundException {
    return FACTORIES.values().stream()
        .filter(c -> c.getName().equals(className))
        .findFirst()
        .orElseThrow(() -> new ClassNotFoundException("Unknown factory class " + className));
  }

  /** Parameters of the source node, one of each type that variables and options reach. */
  static final class NumbersParameters implements NodeParameters {
    int m_rows = 3;
    double m_factor = 1;
    String m_text = "none";
    boolean m_negative;
    String[] m_labels = {"a", "b"};
    Range m_range = new Range();

    @Override
    public void validate() throws InvalidSettingsException {
      if (m_rows < 0) {
        throw new InvalidSettingsException("Rows must not be negative, it is " + m_rows + ".");
      }
    }
  }

  /** A nested group. */
  static final class Range implements NodeParameters {
    long m_offset;
  }

  private static DefaultNode.RequireModel node(String name, Consumer<PortsAdder> ports) {
    return DefaultNode.create()
        .name(name)
        .icon("icon.png")
        .shortDescription("Test node.")
        .fullDescription("Test node.")
        .sinceVersion(1, 0, 0)
        .ports(ports);
  }

  private static DefaultNode source(String name, ExecuteConsumer execute) {
    return node(name, p -> p.addOutputTable("Numbers", "Numbers."))
        .model(
            m ->
                m.withoutParameters()
                    .configure((in, out) -> out.setOutSpec(0, NUMBERS))
                    .execute(execute));
  }

  private static void numbers(ExecuteInput in, ExecuteOutput out)
      throws CanceledExecutionException {
    NumbersParameters parameters = in.getParameters();
    NodeLogger.getLogger(NumbersFactory.class)
        .info(
            String.format(
                "rows %d, factor %s, offset %d, negative %s, text %s, labels %s",
                parameters.m_rows,
                parameters.m_factor,
                parameters.m_range.m_offset,
                parameters.m_negative,
                parameters.m_text,
                String.join("+", parameters.m_labels)));
    ExecutionContext exec = in.getExecutionContext();
    BufferedDataContainer container = exec.createDataContainer(NUMBERS);
    for (int i = 0; i < parameters.m_rows; i++) {
      exec.setProgress((double) i / parameters.m_rows, "row " + i);
      double value = (i + parameters.m_range.m_offset) * parameters.m_factor;
      container.addRowToTable(
          new DefaultRow(
              RowKey.createRowKey(i), new DoubleCell(parameters.m_negative ? -value : value)));
    }
    container.close();
    out.setOutData(0, container.getTable());
  }

  private static double sum(BufferedDataTable table) {
    double sum = 0;
    try (CloseableRowIterator rows = table.iterator()) {
      while (rows.hasNext()) {
        sum += ((DoubleValue) rows.next().getCell(0)).getDoubleValue();
      }
    }
    return sum;
  }

  /** Makes a table. */
  public static final class NumbersFactory extends DefaultNodeFactory {
    private static final DefaultNode NODE =
        node("Numbers", p -> p.addOutputTable("Numbers", "Numbers."))
            .model(
                m ->
                    m.parametersClass(NumbersParameters.class)
                        .configure((in, out) -> out.setOutSpec(0, NUMBERS))
                        .execute(TestNodes::numbers));

    public NumbersFactory() {
      super(NODE);
    }
  }

  /** Doubles numbers; warns. */
  public static final class DoublerFactory extends DefaultNodeFactory {
    private static final DefaultNode NODE =
        node(
                "Doubler",
                p -> p.addInputTable("In", "Numbers.").addOutputTable("Out", "Their doubles."))
            .model(
                m ->
                    m.withoutParameters()
                        .configure((in, out) -> out.setOutSpec(0, in.getInTableSpec(0)))
                        .execute(
                            (in, out) -> {
                              BufferedDataContainer container =
                                  in.getExecutionContext().createDataContainer(NUMBERS);
                              try (CloseableRowIterator rows = in.getInTable(0).iterator()) {
                                while (rows.hasNext()) {
                                  DataRow row = rows.next();
                                  double v = ((DoubleValue) row.getCell(0)).getDoubleValue();
                                  container.addRowToTable(
                                      new DefaultRow(row.getKey(), new DoubleCell(2 * v)));
                                }
                              }
                              container.close();
                              out.setOutData(0, container.getTable());
                              out.setWarningMessage("Numbers were doubled.");
                            }));

    public DoublerFactory() {
      super(NODE);
    }
  }

  /** Logs the sum of its input. */
  public static final class SumFactory extends DefaultNodeFactory {
    private static final DefaultNode NODE =
        node("Sum", p -> p.addInputTable("In", "Numbers."))
            .model(
                m ->
                    m.withoutParameters()
                        .configure((in, out) -> {})
                        .execute(
                            (in, out) ->
                                NodeLogger.getLogger(SumFactory.class)
                                    .info("sum " + sum(in.getInTable(0)))));

    public SumFactory() {
      super(NODE);
    }
  }

  /** Fails with a message for the user. */
  public static final class FailingFactory extends DefaultNodeFactory {
    private static final DefaultNode NODE =
        source(
            "Failing",
            (in, out) -> {
              throw new KNIMEException("The moon is in the wrong phase.");
            });

    public FailingFactory() {
      super(NODE);
    }
  }

  /** Fails because of a fault. */
  public static final class BuggyFactory extends DefaultNodeFactory {
    private static final DefaultNode NODE =
        source(
            "Buggy",
            (in, out) -> {
              throw new IllegalStateException("Nobody thought of this.");
            });

    public BuggyFactory() {
      super(NODE);
    }
  }

  /** Runs until it is cancelled. */
  public static final class WaitingFactory extends DefaultNodeFactory {
    private static final DefaultNode NODE =
        source(
            "Waiting",
            (in, out) -> {
              while (true) {
                in.getExecutionContext().checkCanceled();
                Thread.onSpinWait();
              }
            });

    public WaitingFactory() {
      super(NODE);
    }
  }
}
