package org.knime.node;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.util.CheckUtils;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultModel.RearrangeColumnsInput;
import org.knime.node.NodePorts.Port;
import org.knime.node.parameters.NodeParameters;
import org.ovxai.standin.NodeRuntime.PortInfo;
import org.ovxai.standin.internal.NodeDriver;
import org.ovxai.standin.parameters.ParameterPersistence;
import org.ovxai.standin.parameters.SpecsInput;

/** Drives one {@link DefaultNode}. The parameters are created when they are first needed. */
final class DefaultNodeDriver implements NodeDriver {

  private final DefaultNode node;
  private final List<Port> inPorts;
  private final List<Port> outPorts;
  private final PortType[] inTypes;
  private final PortType[] outTypes;
  private NodeParameters parameters;

  DefaultNodeDriver(DefaultNode node, Optional<NodeSettingsRO> creation)
      throws InvalidSettingsException {
    this.node = node;
    inPorts = NodePorts.ports(node.ports.inputs(), creation);
    outPorts = NodePorts.ports(node.ports.outputs(), creation);
    inTypes = types(inPorts);
    outTypes = types(outPorts);
  }

  private static PortType[] types(List<Port> ports) {
    return ports.stream().map(Port::type).toArray(PortType[]::new);
  }

  private static List<PortInfo> infos(List<Port> ports) {
    return ports.stream().map(port -> new PortInfo(port.name(), port.type())).toList();
  }

  @Override
  public String name() {
    return node.name;
  }

  @Override
  public List<PortInfo> inputs() {
    return infos(inPorts);
  }

  @Override
  public List<PortInfo> outputs() {
    return infos(outPorts);
  }

  @Override
  public void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException {
    if (hasParameters()) {
      ParameterPersistence.load(parametersClass(), settings).validate();
    }
  }

  @Override
  public void loadSettings(NodeSettingsRO settings) throws InvalidSettingsException {
    if (hasParameters()) {
      parameters = ParameterPersistence.load(parametersClass(), settings);
    }
  }

  @Override
  public void saveSettings(NodeSettingsWO settings) {
    if (hasParameters()) {
      ParameterPersistence.save(
          parameters != null ? parameters : ParameterPersistence.createDefault(parametersClass()),
          settings);
    }
  }

  private boolean hasParameters() {
    return node.model.parametersClass().isPresent();
  }

  private Class<? extends NodeParameters> parametersClass() {
    return node.model.parametersClass().orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private <S extends NodeParameters> S parameters() {
    return (S) parameters;
  }

  private void createParameters(PortObjectSpec[] specs) throws InvalidSettingsException {
    if (hasParameters() && parameters == null) {
      parameters =
          ParameterPersistence.createDefault(
              parametersClass(), new SpecsInput(inTypes, outTypes, specs));
      parameters.validate();
    }
  }

  @Override
  public PortObjectSpec[] configure(PortObjectSpec[] in, Warnings warnings)
      throws InvalidSettingsException {
    createParameters(in);
    if (node.model instanceof DefaultModel.Standard standard) {
      PortObjectSpec[] out = new PortObjectSpec[outTypes.length];
      standard.configure.accept(new Configuring(in), new Configured(out, warnings));
      return out;
    }
    return new PortObjectSpec[] {rearranger((DataTableSpec) in[0]).createSpec()};
  }

  private ColumnRearranger rearranger(DataTableSpec spec) throws InvalidSettingsException {
    AtomicReference<ColumnRearranger> set = new AtomicReference<>();
    ((DefaultModel.Rearranger) node.model)
        .rearrange.accept(
            new RearrangeColumnsInput() {
              @Override
              public <S extends NodeParameters> S getParameters() {
                return parameters();
              }

              @Override
              public DataTableSpec getDataTableSpec() {
                return spec;
              }
            },
            rearranger ->
                set.set(
                    CheckUtils.checkArgumentNotNull(rearranger, "The column rearranger is null")));
    return CheckUtils.checkSettingNotNull(set.get(), "No column rearranger has been set");
  }

  @Override
  public PortObject[] execute(PortObject[] in, ExecutionContext exec, Warnings warnings)
      throws Exception {
    if (node.model instanceof DefaultModel.Standard standard) {
      PortObject[] out = new PortObject[outTypes.length];
      standard.execute.accept(new Executing(in, exec), new Executed(out, warnings));
      return out;
    }
    BufferedDataTable table = (BufferedDataTable) in[0];
    createParameters(new PortObjectSpec[] {table.getDataTableSpec()});
    return new PortObject[] {
      exec.createColumnRearrangeTable(table, rearranger(table.getDataTableSpec()), exec)
    };
  }

  @Override
  public void reset() {}

  private final class Configuring implements ConfigureInput {

    private final PortObjectSpec[] specs;

    Configuring(PortObjectSpec[] specs) {
      this.specs = specs;
    }

    @Override
    public <S extends NodeParameters> S getParameters() {
      return parameters();
    }

    @Override
    public PortObjectSpec[] getInPortSpecs() {
      return specs;
    }

    @SuppressWarnings("unchecked")
    @Override
    public <S extends PortObjectSpec> S getInPortSpec(int portIndex) {
      return (S) specs[portIndex];
    }

    @Override
    public DataTableSpec[] getInTableSpecs() {
      return Arrays.stream(specs).map(DataTableSpec.class::cast).toArray(DataTableSpec[]::new);
    }

    @Override
    public DataTableSpec getInTableSpec(int portIndex) {
      return (DataTableSpec) specs[portIndex];
    }

    @Override
    public PortType[] getOutPortTypes() {
      return outTypes;
    }
  }

  private record Configured(PortObjectSpec[] specs, Warnings warnings) implements ConfigureOutput {

    @Override
    public <S extends PortObjectSpec> void setOutSpec(int index, S spec) {
      specs[index] = spec;
    }

    @SuppressWarnings("varargs")
    @SafeVarargs
    @Override
    public final <S extends PortObjectSpec> void setOutSpecs(S... all) {
      System.arraycopy(all, 0, specs, 0, all.length);
    }

    @Override
    public void setWarningMessage(String message) {
      warnings.set(message);
    }
  }

  private final class Executing implements ExecuteInput {

    private final PortObject[] objects;
    private final ExecutionContext exec;

    Executing(PortObject[] objects, ExecutionContext exec) {
      this.objects = objects;
      this.exec = exec;
    }

    @Override
    public <S extends NodeParameters> S getParameters() {
      return parameters();
    }

    @Override
    public ExecutionContext getExecutionContext() {
      return exec;
    }

    @Override
    public PortObject[] getInPortObjects() {
      return objects;
    }

    @SuppressWarnings("unchecked")
    @Override
    public <D extends PortObject> D getInPortObject(int portIndex) {
      return (D) objects[portIndex];
    }

    @Override
    public BufferedDataTable[] getInTables() {
      return Arrays.stream(objects)
          .map(BufferedDataTable.class::cast)
          .toArray(BufferedDataTable[]::new);
    }

    @Override
    public BufferedDataTable getInTable(int portIndex) {
      return (BufferedDataTable) objects[portIndex];
    }

    @Override
    public PortType[] getOutPortTypes() {
      return outTypes;
    }
  }

  private record Executed(PortObject[] objects, Warnings warnings) implements ExecuteOutput {

    @Override
    public <D extends PortObject> void setOutData(int index, D data) {
      objects[index] = data;
    }

    @SuppressWarnings("varargs")
    @SafeVarargs
    @Override
    public final <D extends PortObject> void setOutData(D... data) {
      System.arraycopy(data, 0, objects, 0, data.length);
    }

    /** The stand-in has no views that could ask for the data. */
    @SafeVarargs
    @Override
    public final <D extends PortObject> void setInternalData(D... data) {}

    @Override
    public void setWarningMessage(String message) {
      warnings.set(message);
    }
  }
}
