package org.knime.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.StringValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.data.container.SingleCellFactory;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.message.Message;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultModel.RequireModelParameters;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.util.ColumnSelectionUtil;
import org.ovxai.standin.Executions;
import org.ovxai.standin.NodeRuntime;

class DefaultNodeFactoryTest {

  private static final DataTableSpec IN =
      new DataTableSpec(
          new DataColumnSpecCreator("n", IntCell.TYPE).createSpec(),
          new DataColumnSpecCreator("s", StringCell.TYPE).createSpec());

  @TempDir Path folder;

  /** Parameters of the test node. */
  static final class CounterParameters implements NodeParameters {

    @Widget(title = "Column", description = "Its <b>texts</b> are &amp; counted.")
    String m_column = "";

    @Widget(title = "Limit", description = "At most so many.")
    int m_limit = 3;

    CounterParameters() {}

    CounterParameters(NodeParametersInput input) {
      m_column =
          input
              .getInTableSpec(0)
              .flatMap(
                  spec -> ColumnSelectionUtil.getFirstCompatibleColumn(spec, StringValue.class))
              .map(DataColumnSpec::getName)
              .orElse("");
    }

    @Override
    public void validate() throws InvalidSettingsException {
      if (m_limit < 0) {
        throw new InvalidSettingsException("The limit is negative");
      }
    }
  }

  /** Appends the text lengths of a column; warns when a limit is hit. */
  public static final class CounterFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE =
        DefaultNode.create()
            .name("Counter")
            .icon("counter.png")
            .shortDescription("Counts &lt;texts&gt;")
            .fullDescription("<p>Counts.</p>")
            .sinceVersion(5, 8, 0)
            .ports(p -> p.addInputTable("Texts", "In").addOutputTable("Counts", "Out <i>again</i>"))
            .model(
                m ->
                    m.parametersClass(CounterParameters.class)
                        .configure(CounterFactory::configure)
                        .execute(CounterFactory::execute))
            .nodeType(NodeType.Manipulator)
            .keywords("count")
            .addExternalResource("https://example.org", "More");

    public CounterFactory() {
      super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out)
        throws InvalidSettingsException {
      CounterParameters parameters = in.getParameters();
      if (in.getInTableSpec(0).findColumnIndex(parameters.m_column) < 0) {
        throw new InvalidSettingsException("No column \"" + parameters.m_column + "\"");
      }
      out.setOutSpecs(IN);
    }

    private static void execute(ExecuteInput in, ExecuteOutput out) throws KNIMEException {
      CounterParameters parameters = in.getParameters();
      BufferedDataTable table = in.getInTable(0);
      if (table.size() == 13) {
        throw Message.fromSummaryWithResolution("Bad luck", "Add a row").toKNIMEException();
      }
      if (table.size() > parameters.m_limit) {
        out.setWarningMessage("More than " + parameters.m_limit);
      } else {
        out.setOutData(table);
      }
    }
  }

  private ExecutionContext exec() {
    return Executions.create(folder, (fraction, message) -> {}, () -> false);
  }

  private BufferedDataTable table(int rows) {
    BufferedDataContainer container = exec().createDataContainer(IN);
    for (int i = 0; i < rows; i++) {
      container.addRowToTable(new DefaultRow("Row" + i, new IntCell(i), new StringCell("x")));
    }
    container.close();
    return container.getTable();
  }

  private static PortObjectSpec[] specs(PortObjectSpec... specs) {
    return specs;
  }

  @Test
  void tellsItsPorts() {
    NodeRuntime node = NodeRuntime.create(CounterFactory.class);
    assertEquals("Counter", node.name());
    assertEquals(CounterFactory.class.getName(), node.factoryClassName());
    assertEquals(List.of(new NodeRuntime.PortInfo("Texts", BufferedDataTable.TYPE)), node.inputs());
    assertEquals("Counts", node.outputs().get(0).name());
    assertTrue(new CounterFactory().hasNodeDialog());
  }

  @Test
  void makesParametersFromTheFirstSpecs() throws Exception {
    NodeRuntime node = NodeRuntime.create(CounterFactory.class);
    NodeSettings before = new NodeSettings("model");
    node.saveModelSettings(before);
    assertEquals("", before.getString("column"));
    assertEquals(IN, node.configure(specs(IN))[0]);
    NodeSettings after = new NodeSettings("model");
    node.saveModelSettings(after);
    assertEquals("s", after.getString("column"));
    assertThrows(InvalidSettingsException.class, () -> node.configure(specs(new DataTableSpec())));
  }

  static final class NeverValid implements NodeParameters {
    @Override
    public void validate() throws InvalidSettingsException {
      throw new InvalidSettingsException("Choose something");
    }
  }

  @Test
  void defaultParametersAreValidatedToo() {
    NodeRuntime node =
        runtime(
            node(
                r -> r.ports(p -> {}),
                m ->
                    m.parametersClass(NeverValid.class)
                        .configure((in, out) -> {})
                        .execute((in, out) -> {})));
    assertThrows(InvalidSettingsException.class, () -> node.configure(specs()));
  }

  @Test
  void invalidSettingsLeaveTheNodeAsItWas() throws Exception {
    NodeRuntime node = NodeRuntime.create(CounterFactory.class);
    NodeSettings settings = new NodeSettings("model");
    settings.addString("column", "n");
    settings.addInt("limit", 5);
    node.loadModelSettings(settings);
    settings.addInt("limit", -1);
    assertEquals(
        "The limit is negative",
        assertThrows(InvalidSettingsException.class, () -> node.loadModelSettings(settings))
            .getMessage());
    NodeSettings kept = new NodeSettings("model");
    node.saveModelSettings(kept);
    assertEquals(5, kept.getInt("limit"));
    settings.removeConfig("column");
    assertThrows(InvalidSettingsException.class, () -> node.loadModelSettings(settings));
  }

  @Test
  void executesAndReportsWhatIsMissing() throws Exception {
    NodeRuntime node = NodeRuntime.create(CounterFactory.class);
    node.configure(specs(IN));
    BufferedDataTable table = table(2);
    assertEquals(table, node.execute(new PortObject[] {table}, exec())[0]);
    assertEquals(Optional.empty(), node.takeWarning());
    IllegalStateException missing =
        assertThrows(
            IllegalStateException.class, () -> node.execute(new PortObject[] {table(4)}, exec()));
    assertEquals("Output at port 0 is null", missing.getMessage());
    assertEquals(Optional.of("More than 3"), node.takeWarning());
    assertEquals(Optional.empty(), node.takeWarning());
    KNIMEException failure =
        assertThrows(
            KNIMEException.class, () -> node.execute(new PortObject[] {table(13)}, exec()));
    assertEquals("Bad luck", failure.getMessage());
    assertEquals(List.of("Add a row"), failure.getKNIMEMessage().getResolutions());
    node.reset();
    node.dispose();
    assertThrows(IllegalArgumentException.class, () -> node.configure(specs()));
  }

  /** A node with one input table, to which users may add more. */
  public static final class GrowingFactory extends DefaultNodeFactory {
    public GrowingFactory() {
      super(
          node(
              r ->
                  r.dynamicPorts(
                      p ->
                          p.addInputPortGroup(
                                  "Tables",
                                  g ->
                                      g.name("Table")
                                          .description("d")
                                          .extendable()
                                          .supportedTypes(BufferedDataTable.TYPE)
                                          .fixedTypes(BufferedDataTable.TYPE)
                                          .defaultNonFixedTypes(BufferedDataTable.TYPE))
                              .addInputPortGroup(
                                  "Last",
                                  g ->
                                      g.name("Last")
                                          .description("d")
                                          .fixed(BufferedDataTable.TYPE))),
              DefaultNodeFactoryTest::doNothing));
    }
  }

  @Test
  void aCreationConfigTellsThePortsThatWereAdded() throws Exception {
    assertEquals(3, NodeRuntime.create(GrowingFactory.class).inputs().size());
    NodeSettings creation = new NodeSettings("node_creation_config");
    assertEquals(3, NodeRuntime.create(GrowingFactory.class, creation).inputs().size());
    creation.addNodeSettings("Tables");
    assertEquals(2, NodeRuntime.create(GrowingFactory.class, creation).inputs().size());
    NodeSettingsWO tables = creation.addNodeSettings("Tables");
    for (int i = 0; i < 3; i++) {
      tables
          .addNodeSettings("port_" + i)
          .addString("object_class", "org.knime.core.node.BufferedDataTable");
    }
    assertEquals(
        List.of("Table", "Table", "Table", "Table", "Last"),
        NodeRuntime.create(GrowingFactory.class, creation).inputs().stream()
            .map(NodeRuntime.PortInfo::name)
            .toList());
    tables.addNodeSettings("port_3").addString("object_class", "java.lang.String");
    assertThrows(
        InvalidSettingsException.class, () -> NodeRuntime.create(GrowingFactory.class, creation));
  }

  private static DefaultNode node(
      Function<RequirePorts, DefaultNode.RequireModel> ports,
      Function<RequireModelParameters, DefaultModel> model) {
    return ports
        .apply(
            DefaultNode.create()
                .name("n")
                .icon("i.png")
                .shortDescription("s")
                .fullDescription("f")
                .sinceVersion(5, 8, 0))
        .model(model);
  }

  private static NodeRuntime runtime(DefaultNode node) {
    return NodeRuntime.create(new DefaultNodeFactory(node) {});
  }

  private static DefaultModel doNothing(RequireModelParameters m) {
    return m.withoutParameters().configure((in, out) -> {}).execute((in, out) -> {});
  }

  @Test
  void rearrangesColumns() throws Exception {
    DefaultNode node =
        node(
            r -> r.ports(p -> p.addInputTable("in", "").addOutputTable("out", "")),
            m ->
                m.withoutParameters()
                    .rearrangeColumns(
                        (in, out) -> {
                          ColumnRearranger rearranger = new ColumnRearranger(in.getDataTableSpec());
                          rearranger.append(
                              new SingleCellFactory(
                                  new DataColumnSpecCreator("next", IntCell.TYPE).createSpec()) {
                                @Override
                                public DataCell getCell(DataRow row) {
                                  return new IntCell(((IntCell) row.getCell(0)).getIntValue() + 1);
                                }
                              });
                          out.setColumnRearranger(rearranger);
                        }));
    NodeRuntime runtime = runtime(node);
    PortObjectSpec spec = runtime.configure(specs(IN))[0];
    PortObject result = runtime.execute(new PortObject[] {table(2)}, exec())[0];
    assertEquals(spec, result.getSpec());
    try (CloseableRowIterator rows = ((BufferedDataTable) result).iterator()) {
      assertEquals("Row0: (0, x, 1)", rows.next().toString());
    }
    runtime.saveModelSettings(new NodeSettings("model"));
  }

  @Test
  void aRearrangerMustBeSetAndNeedsOneTableOnEachSide() {
    NodeRuntime unset =
        runtime(
            node(
                r -> r.ports(p -> p.addInputTable("in", "").addOutputTable("out", "")),
                m -> m.withoutParameters().rearrangeColumns((in, out) -> {})));
    assertThrows(InvalidSettingsException.class, () -> unset.configure(specs(IN)));
    DefaultNode twoInputs =
        node(
            r ->
                r.ports(
                    p -> p.addInputTable("a", "").addInputTable("b", "").addOutputTable("c", "")),
            m -> m.withoutParameters().rearrangeColumns((in, out) -> {}));
    assertThrows(IllegalStateException.class, () -> runtime(twoInputs));
  }

  @Test
  void outputsMayStayUnknownAndMustFitTheirPorts() throws Exception {
    DefaultNode node =
        node(
            r ->
                r.ports(
                    p ->
                        p.addInputPort("any", "", PortObject.TYPE)
                            .addOutputPort("x", "", PortObject.TYPE)
                            .addOutputTable("y", "")),
            m ->
                m.withoutParameters()
                    .configure((in, out) -> out.setOutSpec(1, IN))
                    .execute(
                        (in, out) -> {
                          out.setOutData(in.getInPortObjects());
                          out.setOutData(1, in.getInPortObject(0));
                        }));
    NodeRuntime runtime = runtime(node);
    PortObjectSpec[] out = runtime.configure(specs((PortObjectSpec) null));
    assertNull(out[0]);
    assertEquals(IN, out[1]);
    PortObject table = table(1);
    assertEquals(table, runtime.execute(new PortObject[] {table}, exec())[1]);
    PortObject other =
        new PortObject() {
          @Override
          public String getSummary() {
            return "no table";
          }

          @Override
          public PortObjectSpec getSpec() {
            return null;
          }

          @Override
          public javax.swing.JComponent[] getViews() {
            return null;
          }
        };
    assertThrows(
        IllegalStateException.class, () -> runtime.execute(new PortObject[] {other}, exec()));
  }

  @Test
  void castsEveryPortWhenAllTableSpecsAreAskedFor() {
    NodeRuntime runtime =
        runtime(
            node(
                r -> r.ports(p -> p.addInputPort("model", "", PortObject.TYPE)),
                m ->
                    m.withoutParameters()
                        .configure((in, out) -> in.getInTableSpecs())
                        .execute((in, out) -> {})));
    PortObjectSpec noTable = () -> null;
    assertThrows(ClassCastException.class, () -> runtime.configure(specs(noTable)));
  }

  @Test
  void deletesTablesThatAFailedNodeBegan() throws Exception {
    NodeRuntime runtime =
        runtime(
            node(
                r -> r.ports(p -> p.addOutputTable("t", "")),
                m ->
                    m.withoutParameters()
                        .configure((in, out) -> {})
                        .execute(
                            (in, out) -> {
                              ExecutionContext exec = in.getExecutionContext();
                              exec.createDataContainer(IN).close();
                              BufferedDataContainer begun = exec.createDataContainer(IN);
                              begun.addRowToTable(
                                  new DefaultRow("r", new IntCell(1), new StringCell("s")));
                              throw new KNIMEException("failed");
                            })));
    assertThrows(KNIMEException.class, () -> runtime.execute(new PortObject[0], exec()));
    try (Stream<Path> tables = Files.list(folder.resolve("tables"))) {
      assertEquals(1, tables.count());
    }
  }

  @Test
  void portNamesAreUnique() {
    DefaultNode node =
        node(
            r -> r.ports(p -> p.addInputTable("t", "").addOutputTable("t", "")),
            DefaultNodeFactoryTest::doNothing);
    assertThrows(IllegalArgumentException.class, () -> runtime(node));
  }

  @Test
  void typeAndKeywordsAreSetOnce() {
    DefaultNode node = node(r -> r.ports(p -> {}), DefaultNodeFactoryTest::doNothing);
    node.nodeType(NodeType.Source).keywords("a");
    assertThrows(IllegalStateException.class, () -> node.nodeType(NodeType.Sink));
    assertThrows(IllegalStateException.class, () -> node.keywords("b"));
    assertFalse(new DefaultNodeFactory(node) {}.hasNodeDialog());
  }

  static final class BadDescription implements NodeParameters {
    static final class Group implements NodeParameters {
      @Widget(title = "t", description = "a < b")
      int m_number;
    }

    Group m_group = new Group();
  }

  @Test
  void textsMustBeXmlFragments() {
    DefaultNode unclosed =
        DefaultNode.create()
            .name("n")
            .icon("i.png")
            .shortDescription("s")
            .fullDescription("<p>never closed")
            .sinceVersion(5, 8, 0)
            .ports(p -> {})
            .model(DefaultNodeFactoryTest::doNothing);
    DefaultNode port =
        node(
            r -> r.ports(p -> p.addInputTable("t", "this & that")),
            DefaultNodeFactoryTest::doNothing);
    DefaultNode link =
        node(r -> r.ports(p -> {}), DefaultNodeFactoryTest::doNothing)
            .addExternalResource("https://example.org", "<br>");
    DefaultNode widget =
        node(
            r -> r.ports(p -> {}),
            m ->
                m.parametersClass(BadDescription.class)
                    .configure((in, out) -> {})
                    .execute((in, out) -> {}));
    for (DefaultNode bad : List.of(unclosed, port, link, widget)) {
      IllegalStateException failure = assertThrows(IllegalStateException.class, () -> runtime(bad));
      assertTrue(failure.getMessage().contains("no XML fragment"), failure.getMessage());
    }
  }
}
