/** Annotated pictures: which objects they show, and where. */
package org.ovxai.engine.dataset;
