package org.ovxai.engine.blackbox;

import org.ovxai.engine.image.SaliencyMap;

/**
 * The explanation of one target.
 *
 * @param target place among the targets that were asked for
 * @param map [H,W] of the network's input; {@link Variant#CORRECTED}: within -1..1, with the
 *     magnitude 1 somewhere unless it is 0 everywhere
 * @param inferences how many the target needed, those included that it shares with others
 */
public record AiseResult(int target, SaliencyMap map, int inferences) {}
