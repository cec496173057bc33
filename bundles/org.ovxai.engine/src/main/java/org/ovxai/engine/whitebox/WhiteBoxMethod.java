package org.ovxai.engine.whitebox;

import org.ovxai.engine.EngineException;
import org.ovxai.engine.ir.IrModel;

/** A method that explains a network from within. */
public sealed interface WhiteBoxMethod
    permits ActivationMap, DetClassProbabilityMap, MaskingMethod {
  /** The tensor name of the added output. */
  String OUTPUT = "saliency_map";

  /**
   * Adds the output {@value #OUTPUT} to the network.
   *
   * @param model a classifier with static shapes and batch 1; changed in place
   * @return what was inserted
   * @throws EngineException if the network does not fit the method; the message says why and what
   *     would
   */
  Insertion insert(IrModel model);

  /**
   * What a method has added to a network.
   *
   * @param layer the friendly name of the target layer
   * @param perClass true if the output is {@code [1,K,h,w]}, one map a class; false if it is {@code
   *     [1,h,w]}, one map for all
   */
  record Insertion(String layer, boolean perClass) {}
}
