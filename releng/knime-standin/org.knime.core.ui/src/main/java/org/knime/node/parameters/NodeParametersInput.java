package org.knime.node.parameters;

import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;

/** What is known about a node's ports while its parameters are made. Indices are 0-based. */
public interface NodeParametersInput {

  PortType[] getInPortTypes();

  /** The specs; an element is null while its port has none. */
  PortObjectSpec[] getInPortSpecs();

  Optional<PortObjectSpec> getInPortSpec(int portIndex);

  /** All specs as table specs; fails with ClassCastException when a port is no table. */
  DataTableSpec[] getInTableSpecs();

  Optional<DataTableSpec> getInTableSpec(int portIndex);

  PortObject[] getInPortObjects();

  Optional<PortObject> getInPortObject(int portIndex);

  BufferedDataTable[] getInTables();

  Optional<BufferedDataTable> getInTable(int portIndex);

  PortType[] getOutPortTypes();
}
