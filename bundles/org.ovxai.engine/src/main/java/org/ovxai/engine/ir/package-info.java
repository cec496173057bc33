/**
 * OpenVINO's intermediate representation (IR) as an editable graph: read from and written to the
 * pair {@code model.xml} and {@code model.bin}, with layers that can be found, added and copied. No
 * inference happens here.
 */
package org.ovxai.engine.ir;
