package org.ovxai.nodes.table;

import java.util.Optional;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.RgbImage;

/**
 * What a row of the input table gives the network.
 *
 * @param tensor the network's input, of its shape with or without the batch; empty if the picture
 *     is what it gets
 * @param picture the picture; may be empty if there is a tensor
 * @param withoutPicture why there is no picture; empty if there is one
 */
public record RowInput(
    Optional<NpyArray> tensor, Optional<RgbImage> picture, String withoutPicture) {}
