package org.ovxai.engine;

/**
 * How a network is explained from within.
 *
 * @param method the saliency method
 * @param layer name of the target layer; empty to find it
 */
public record WhiteBoxSettings(Method method, String layer) {}
