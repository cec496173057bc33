package org.ovxai.standin.parameters;

import java.util.Arrays;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.parameters.NodeParametersInput;

/** What is known in configure: types and specs, but no objects. */
public record SpecsInput(PortType[] inTypes, PortType[] outTypes, PortObjectSpec[] specs)
    implements NodeParametersInput {

  /** For a node whose inputs are tables and that has no outputs. */
  public static SpecsInput of(PortObjectSpec[] specs) {
    PortType[] tables = new PortType[specs.length];
    Arrays.fill(tables, BufferedDataTable.TYPE);
    return new SpecsInput(tables, new PortType[0], specs);
  }

  @Override
  public PortType[] getInPortTypes() {
    return inTypes;
  }

  @Override
  public PortObjectSpec[] getInPortSpecs() {
    return specs;
  }

  @Override
  public Optional<PortObjectSpec> getInPortSpec(int portIndex) {
    return Optional.ofNullable(specs[portIndex]);
  }

  @Override
  public DataTableSpec[] getInTableSpecs() {
    return Arrays.stream(specs).map(DataTableSpec.class::cast).toArray(DataTableSpec[]::new);
  }

  @Override
  public Optional<DataTableSpec> getInTableSpec(int portIndex) {
    return getInPortSpec(portIndex).map(DataTableSpec.class::cast);
  }

  @Override
  public PortObject[] getInPortObjects() {
    return new PortObject[specs.length];
  }

  @Override
  public Optional<PortObject> getInPortObject(int portIndex) {
    return Optional.empty();
  }

  @Override
  public BufferedDataTable[] getInTables() {
    return new BufferedDataTable[specs.length];
  }

  @Override
  public Optional<BufferedDataTable> getInTable(int portIndex) {
    return Optional.empty();
  }

  @Override
  public PortType[] getOutPortTypes() {
    return outTypes;
  }
}
