/**
 * White-box saliency methods: operations inserted into the network, so that one inference gives the
 * prediction and the maps of all classes.
 *
 * <p>Each method is a {@link org.ovxai.engine.whitebox.WhiteBoxMethod}: a record of its parameters
 * that adds an output named {@code saliency_map} to an {@link org.ovxai.engine.ir.IrModel}. The
 * other outputs are not changed.
 */
package org.ovxai.engine.whitebox;
