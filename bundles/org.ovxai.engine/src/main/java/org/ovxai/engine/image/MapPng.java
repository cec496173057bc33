package org.ovxai.engine.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;
import org.ovxai.engine.EngineException;

/**
 * Saliency maps as 16-bit grey PNG pictures, which every program shows.
 *
 * <p>A pixel is {@code round((value - min) / (max - min) * 65535)}, 0 in a constant map, so that
 * {@code min + pixel / 65535 * (max - min)} is the value to 1/131070 of the range. The exact values
 * stand in a private chunk {@code smAP}, which other programs skip, and which is lost when they
 * write the picture anew: height and width as 32-bit integers, then the values as float32 row by
 * row, all big endian.
 */
public final class MapPng {
  private static final int LARGEST = 65535;
  private static final int SIGNATURE = 8;
  private static final int CHUNK_FRAME = 12;
  private static final String CHUNK = "smAP";
  private static final String END = "IEND";

  private MapPng() {}

  /** The picture of a map. */
  public static byte[] encode(SaliencyMap map) {
    double min = map.min();
    double range = map.max() - min;
    short[] pixels = new short[map.values().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = range == 0 ? 0 : (short) Math.round((map.values()[i] - min) / range * LARGEST);
    }
    try (Mats mats = new Mats()) {
      Mat grey = mats.add(new Mat(map.height(), map.width(), CvType.CV_16UC1));
      grey.put(0, 0, pixels);
      MatOfByte png = mats.add(new MatOfByte());
      if (!Imgcodecs.imencode(".png", grey, png)) {
        throw new IllegalStateException("OpenCV cannot encode a PNG.");
      }
      return withValues(png.toArray(), map);
    }
  }

  private static byte[] withValues(byte[] png, SaliencyMap map) {
    ByteBuffer content = ByteBuffer.allocate(2 * Integer.BYTES + map.values().length * Float.BYTES);
    content.putInt(map.height()).putInt(map.width());
    content.asFloatBuffer().put(map.values());
    byte[] type = CHUNK.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(content.array());
    int end = png.length - CHUNK_FRAME;
    return ByteBuffer.allocate(png.length + CHUNK_FRAME + content.capacity())
        .put(png, 0, end)
        .putInt(content.capacity())
        .put(type)
        .put(content.array())
        .putInt((int) crc.getValue())
        .put(png, end, CHUNK_FRAME)
        .array();
  }

  /**
   * The map of a picture: its exact values if the picture still carries them, else those of its
   * pixels.
   *
   * @param min value of pixel 0
   * @param max value of pixel 65535, or of 255 if the picture has 8 bits
   * @throws EngineException if this is no picture
   */
  public static SaliencyMap decode(byte[] png, double min, double max) {
    try {
      Truncation.check(png);
    } catch (EngineException e) {
      throw new EngineException("The saliency map cannot be used: " + e.getMessage(), e);
    }
    try (Mats mats = new Mats()) {
      Mat grey =
          mats.add(
              Imgcodecs.imdecode(
                  mats.add(new MatOfByte(png)),
                  Imgcodecs.IMREAD_GRAYSCALE | Imgcodecs.IMREAD_ANYDEPTH));
      if (grey.empty()) {
        throw new EngineException("The saliency map is no picture that can be read.");
      }
      Optional<SaliencyMap> exact = values(png, grey.rows(), grey.cols());
      if (exact.isPresent()) {
        return exact.get();
      }
      double largest = grey.depth() == CvType.CV_16U ? LARGEST : 255;
      float[] values = new float[Math.toIntExact(grey.total())];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            (float) (min + grey.get(i / grey.cols(), i % grey.cols())[0] / largest * (max - min));
      }
      return new SaliencyMap(grey.rows(), grey.cols(), values);
    }
  }

  private static Optional<SaliencyMap> values(byte[] png, int height, int width) {
    ByteBuffer buffer = ByteBuffer.wrap(png);
    try {
      buffer.position(SIGNATURE);
      while (buffer.remaining() >= CHUNK_FRAME) {
        int length = buffer.getInt();
        byte[] type = new byte[4];
        buffer.get(type);
        String name = new String(type, StandardCharsets.US_ASCII);
        if (name.equals(END)) {
          return Optional.empty();
        }
        if (name.equals(CHUNK)) {
          boolean fits = buffer.getInt() == height && buffer.getInt() == width;
          float[] values = new float[fits ? height * width : 0];
          buffer.asFloatBuffer().get(values);
          return fits ? Optional.of(new SaliencyMap(height, width, values)) : Optional.empty();
        }
        buffer.position(buffer.position() + length + 4);
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new EngineException("The saliency map is a damaged PNG picture.", e);
    }
    return Optional.empty();
  }
}
