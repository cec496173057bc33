package org.knime.node;

import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.FluentNodeAPI;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.parameters.NodeParameters;

/**
 * What a node does: parameters, configure and execute, or a column rearranger. Ports count from 0.
 */
public abstract sealed class DefaultModel implements FluentNodeAPI {

  private final Optional<Class<? extends NodeParameters>> parametersClass;

  private DefaultModel(Class<? extends NodeParameters> parametersClass) {
    this.parametersClass = Optional.ofNullable(parametersClass);
  }

  Optional<Class<? extends NodeParameters>> parametersClass() {
    return parametersClass;
  }

  static RequireModelParameters create() {
    return parameters ->
        new RequireConfigureOrRearrangeColumns() {
          @Override
          public RequireExecute configure(
              ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure) {
            return execute -> new Standard(parameters, configure, execute);
          }

          @Override
          public DefaultModel rearrangeColumns(
              ConfigureOrRearrangerConsumer<RearrangeColumnsInput, RearrangeColumnsOutput>
                  rearrange) {
            return new Rearranger(parameters, rearrange);
          }
        };
  }

  static final class Standard extends DefaultModel {

    final ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure;
    final ExecuteConsumer execute;

    private Standard(
        Class<? extends NodeParameters> parametersClass,
        ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure,
        ExecuteConsumer execute) {
      super(parametersClass);
      this.configure = configure;
      this.execute = execute;
    }
  }

  static final class Rearranger extends DefaultModel {

    final ConfigureOrRearrangerConsumer<RearrangeColumnsInput, RearrangeColumnsOutput> rearrange;

    private Rearranger(
        Class<? extends NodeParameters> parametersClass,
        ConfigureOrRearrangerConsumer<RearrangeColumnsInput, RearrangeColumnsOutput> rearrange) {
      super(parametersClass);
      this.rearrange = rearrange;
    }
  }

  /** First stage. */
  public interface RequireModelParameters {

    RequireConfigureOrRearrangeColumns parametersClass(
        Class<? extends NodeParameters> parametersClass);

    default RequireConfigureOrRearrangeColumns withoutParameters() {
      return parametersClass(null);
    }
  }

  /** Second stage. */
  public interface RequireConfigureOrRearrangeColumns {

    RequireExecute configure(
        ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure);

    /** For nodes with one input table and one output table. */
    DefaultModel rearrangeColumns(
        ConfigureOrRearrangerConsumer<RearrangeColumnsInput, RearrangeColumnsOutput>
            rearrangeColumns);
  }

  /**
   * Configures.
   *
   * @param <I> input
   * @param <O> output
   */
  public interface ConfigureOrRearrangerConsumer<I, O> {
    void accept(I input, O output) throws InvalidSettingsException;
  }

  /** What is there to configure with. */
  public interface ConfigureInput {

    <S extends NodeParameters> S getParameters();

    /** An element is null while its spec is unknown. */
    PortObjectSpec[] getInPortSpecs();

    <S extends PortObjectSpec> S getInPortSpec(int portIndex);

    /** ClassCastException when a port is no table. */
    DataTableSpec[] getInTableSpecs();

    DataTableSpec getInTableSpec(int portIndex);

    PortType[] getOutPortTypes();
  }

  /** Takes what configuring finds. A spec that is not set is unknown until executed. */
  public interface ConfigureOutput {

    <S extends PortObjectSpec> void setOutSpec(int index, S spec);

    @SuppressWarnings("unchecked")
    <S extends PortObjectSpec> void setOutSpecs(S... specs);

    void setWarningMessage(String message);
  }

  /** What is there to execute with. */
  public interface ExecuteInput {

    <S extends NodeParameters> S getParameters();

    ExecutionContext getExecutionContext();

    PortObject[] getInPortObjects();

    <D extends PortObject> D getInPortObject(int portIndex);

    /** ClassCastException when a port is no table. */
    BufferedDataTable[] getInTables();

    BufferedDataTable getInTable(int portIndex);

    PortType[] getOutPortTypes();
  }

  /** Takes what executing makes. */
  public interface ExecuteOutput {

    <D extends PortObject> void setOutData(int index, D data);

    @SuppressWarnings("unchecked")
    <D extends PortObject> void setOutData(D... data);

    /** Data that the node keeps for its view. */
    @SuppressWarnings("unchecked")
    <D extends PortObject> void setInternalData(D... data);

    void setWarningMessage(String message);
  }

  /** What is there to rearrange with. */
  public interface RearrangeColumnsInput {

    <S extends NodeParameters> S getParameters();

    DataTableSpec getDataTableSpec();
  }

  /** Takes the rearranger. */
  public interface RearrangeColumnsOutput {
    void setColumnRearranger(ColumnRearranger columnRearranger);
  }

  /** Last stage. */
  public interface RequireExecute {
    DefaultModel execute(ExecuteConsumer execute);
  }

  /** Executes. */
  public interface ExecuteConsumer {
    void accept(ExecuteInput input, ExecuteOutput output)
        throws CanceledExecutionException, KNIMEException;
  }
}
