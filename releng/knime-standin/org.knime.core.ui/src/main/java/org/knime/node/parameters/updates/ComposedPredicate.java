package org.knime.node.parameters.updates;

import java.util.List;

record ComposedPredicate(Operator operator, List<EffectPredicate> operands)
    implements EffectPredicate {

  enum Operator {
    AND,
    OR,
    NOT
  }
}
