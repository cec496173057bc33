package org.ovxai.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.image.Overlay;
import org.ovxai.engine.image.OverlayOptions;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.model.InputInfo;

/** What is explained, and what becomes of it. */
final class Pictures {
  private static final int NOISE = 256;
  private static final int[][] SIZES = {{640, 480}, {1920, 1080}, {4000, 3000}};
  private static final int JPEG_QUALITY = 95;

  private Pictures() {}

  /** A picture of the workflow that the model lies in; noise elsewhere. */
  static RgbImage beside(Path model) throws IOException {
    Path images = model.toAbsolutePath().resolveSibling("../images").normalize();
    if (Files.isDirectory(images)) {
      try (Stream<Path> files = Files.list(images)) {
        Optional<Path> first =
            files.filter(f -> f.toString().endsWith(".jpg")).sorted().findFirst();
        if (first.isPresent()) {
          return ImageFiles.read(first.get());
        }
      }
    }
    byte[] pixels = new byte[3 * NOISE * NOISE];
    new Random(0).nextBytes(pixels);
    return new RgbImage(NOISE, NOISE, pixels);
  }

  /** JPEG files of a picture from a small one to a camera's, by WIDTHxHEIGHT. */
  static Map<String, byte[]> sizes(RgbImage picture) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int[] size : SIZES) {
      files.put(
          size[0] + "x" + size[1], ImageFiles.jpeg(sized(picture, size[0], size[1]), JPEG_QUALITY));
    }
    return files;
  }

  /** A picture in another size. */
  static RgbImage sized(RgbImage picture, int width, int height) {
    byte[] pixels = new byte[3 * width * height];
    for (int row = 0; row < height; row++) {
      int from = (int) ((long) row * picture.height() / height) * picture.width();
      for (int column = 0; column < width; column++) {
        int pixel = from + (int) ((long) column * picture.width() / width);
        System.arraycopy(picture.data(), 3 * pixel, pixels, 3 * (row * width + column), 3);
      }
    }
    return new RgbImage(width, height, pixels);
  }

  /** Lays a map over its picture, and encodes the result as the nodes do. */
  static void draw(RgbImage picture, SaliencyMap map) {
    ImageFiles.png(Overlay.draw(picture, map, OverlayOptions.defaults(), "", Double.NaN));
  }

  /** A preprocessed picture of noise. */
  static NpyArray noise(InputInfo input) {
    double[] values = new double[input.shape().stream().reduce(1, (a, b) -> a * b)];
    Random random = new Random(0);
    Arrays.setAll(values, i -> random.nextGaussian());
    return new NpyArray(
        "<f4", input.shape().stream().mapToInt(Integer::intValue).toArray(), values);
  }
}
