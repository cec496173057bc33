package org.knime.node.parameters.persistence;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Names the persistor of a field or type. */
@Retention(RUNTIME)
@Target({TYPE, FIELD})
public @interface Persistor {
  @SuppressWarnings("rawtypes")
  Class<? extends NodeParametersPersistor> value();
}
