package org.ovxai.openvino;

/** What OpenVINO arranges its threads and streams for. */
public enum PerformanceHint {
  /** One inference after the other, each as fast as possible. */
  LATENCY,
  /** Many inferences at once, as many a second as possible. */
  THROUGHPUT
}
