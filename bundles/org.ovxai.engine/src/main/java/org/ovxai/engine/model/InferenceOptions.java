package org.ovxai.engine.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a network is run.
 *
 * @param device OpenVINO's name of the device, for instance {@code CPU}
 * @param precision the type that the device computes in: {@code f32}, {@code f16}, {@code bf16}, or
 *     {@code dynamic} for the device's choice. All but f32 change scores and maps
 * @param threads number of threads; 0 for all cores
 * @param cacheFolder where compiled networks are kept for the next time
 */
public record InferenceOptions(
    String device, String precision, int threads, Optional<Path> cacheFolder) {

  /** The CPU with all cores, in f32, without a cache. */
  public static InferenceOptions defaults() {
    return new InferenceOptions("CPU", "f32", 0, Optional.empty());
  }
}
