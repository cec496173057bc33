package org.ovxai.openvino;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a model is compiled.
 *
 * @param device OpenVINO's name of the device
 * @param hint what to optimise for
 * @param precision type that the device computes in; {@link ElementType#DYNAMIC} leaves the choice
 *     to the device, which on CPUs with bf16 or f16 units changes the results
 * @param streams number of inferences that run side by side, from 1; empty: chosen by the hint
 * @param requests number of requests that will be in flight, from 1; empty: not told
 * @param threads number of threads to compute with, from 1; empty: one a core
 * @param cacheFolder where compiled models are kept for the next time; empty: nowhere
 * @param properties further properties under OpenVINO's names; they override the ones above
 */
public record CompileOptions(
    String device,
    PerformanceHint hint,
    ElementType precision,
    OptionalInt streams,
    OptionalInt requests,
    OptionalInt threads,
    Optional<Path> cacheFolder,
    Map<String, String> properties) {

  /**
   * Checks the values and copies the properties.
   *
   * @throws IllegalArgumentException if there is no device, or a number is less than 1
   */
  public CompileOptions {
    if (device.isBlank()) {
      throw new IllegalArgumentException("No device to compile for; give one, such as CPU");
    }
    checkPositive("number of streams", streams);
    checkPositive("number of requests", requests);
    checkPositive("number of threads", threads);
    properties = Map.copyOf(properties);
  }

  /** The CPU, lowest latency, f32, no cache. */
  public static CompileOptions defaults() {
    return new CompileOptions(
        "CPU",
        PerformanceHint.LATENCY,
        ElementType.F32,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Map.of());
  }

  /** The same on another device, by OpenVINO's name: {@code CPU}, {@code GPU}, {@code NPU}. */
  public CompileOptions withDevice(String name) {
    return new CompileOptions(
        name, hint, precision, streams, requests, threads, cacheFolder, properties);
  }

  /** The same, optimised for something else. */
  public CompileOptions withHint(PerformanceHint performance) {
    return new CompileOptions(
        device, performance, precision, streams, requests, threads, cacheFolder, properties);
  }

  /** The same, computed in another type. */
  public CompileOptions withPrecision(ElementType type) {
    return new CompileOptions(
        device, hint, type, streams, requests, threads, cacheFolder, properties);
  }

  /** The same with so many inferences side by side, 1 or more. */
  public CompileOptions withStreams(int count) {
    return new CompileOptions(
        device, hint, precision, OptionalInt.of(count), requests, threads, cacheFolder, properties);
  }

  /** The same for so many requests in flight, 1 or more. */
  public CompileOptions withRequests(int count) {
    return new CompileOptions(
        device, hint, precision, streams, OptionalInt.of(count), threads, cacheFolder, properties);
  }

  /** The same with so many threads, 1 or more. */
  public CompileOptions withThreads(int count) {
    return new CompileOptions(
        device, hint, precision, streams, requests, OptionalInt.of(count), cacheFolder, properties);
  }

  /** The same with compiled models kept in a folder. */
  public CompileOptions withCacheFolder(Path folder) {
    return new CompileOptions(
        device, hint, precision, streams, requests, threads, Optional.of(folder), properties);
  }

  /** The same with a further property under OpenVINO's name, which overrides the others. */
  public CompileOptions withProperty(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(properties);
    more.put(name, value);
    return new CompileOptions(
        device, hint, precision, streams, requests, threads, cacheFolder, more);
  }

  /** Everything but the device, under OpenVINO's names; the values are what C reads. */
  Map<String, byte[]> toProperties() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("PERFORMANCE_HINT", utf8(hint.name()));
    if (precision != ElementType.DYNAMIC) {
      all.put("INFERENCE_PRECISION_HINT", utf8(precision.toString()));
    }
    streams.ifPresent(count -> all.put("NUM_STREAMS", utf8(Integer.toString(count))));
    requests.ifPresent(
        count -> all.put("PERFORMANCE_HINT_NUM_REQUESTS", utf8(Integer.toString(count))));
    threads.ifPresent(count -> all.put("INFERENCE_NUM_THREADS", utf8(Integer.toString(count))));
    cacheFolder.ifPresent(folder -> all.put("CACHE_DIR", OpenVino.pathBytes(folder)));
    properties.forEach((name, value) -> all.put(name, utf8(value)));
    return all;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void checkPositive(String what, OptionalInt count) {
    if (count.isPresent() && count.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "The " + what + " must be 1 or more, not " + count.getAsInt());
    }
  }
}
