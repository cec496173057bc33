package org.ovxai.engine.model;

import java.nio.file.Path;

/**
 * A vision model on disk.
 *
 * @param folder holds {@code model.xml} and {@code model.bin}
 * @param info what the model is
 */
public record VisionModel(Path folder, ModelInfo info) {

  /** The model in a folder that {@link ModelReader} has filled. */
  public static VisionModel open(Path folder, ModelInfo info) {
    return new VisionModel(folder, info);
  }

  /** The network as an IR, with static shapes and batch 1. */
  public Path xml() {
    return folder.resolve("model.xml");
  }

  /** The network's weights. */
  public Path bin() {
    return folder.resolve("model.bin");
  }
}
