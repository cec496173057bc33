package org.ovxai.engine.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.ovxai.engine.EngineException;

/**
 * Finds JPEG and PNG files that end too early or were damaged: decoders fill what is missing with
 * grey and go on.
 */
final class Truncation {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int JPEG_START = 0xffd8;
  private static final int CHUNK_FRAME = 12;

  private Truncation() {}

  /**
   * Checks a file.
   *
   * @throws EngineException if it is empty, or a JPEG or PNG that is not whole
   */
  static void check(byte[] file) {
    if (file.length == 0) {
      throw new EngineException("it is empty.");
    }
    if (file.length > 2 && unsigned(file, 0) == JPEG_START) {
      if (!jpegEnds(file)) {
        throw new EngineException("it is a JPEG that ends too early.");
      }
      checkJpegData(file);
    }
    if (file.length > PNG.length && Arrays.equals(Arrays.copyOf(file, PNG.length), PNG)) {
      checkPng(file);
    }
  }

  private static int unsigned(byte[] file, int at) {
    return (file[at] & 0xff) << 8 | file[at + 1] & 0xff;
  }

  /** Walks over the segments and the scans to the end marker. */
  private static boolean jpegEnds(byte[] file) {
    int at = 2;
    while (at + 1 < file.length) {
      if ((file[at] & 0xff) != 0xff) {
        at++;
        continue;
      }
      int marker = file[at + 1] & 0xff;
      if (marker == 0xd9) {
        return true;
      }
      boolean alone =
          marker == 0 || marker == 0xff || marker == 0x01 || marker >= 0xd0 && marker <= 0xd7;
      if (alone) {
        at += marker == 0xff ? 1 : 2;
      } else if (at + 3 < file.length) {
        at += 2 + unsigned(file, at + 2);
      } else {
        return false;
      }
    }
    return false;
  }

  /**
   * Reads the entropy-coded data once more, because OpenCV does not tell what its decoder warns of.
   */
  private static void checkJpegData(byte[] file) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      reader.readRaster(0, null);
    } catch (IOException e) {
      warnings.add(e.getMessage());
    } finally {
      reader.dispose();
    }
    warnings.stream()
        .filter(w -> w.contains("Corrupt JPEG data") || w.contains("Premature end"))
        .filter(w -> !w.contains("extraneous bytes"))
        .findFirst()
        .ifPresent(
            w -> {
              throw new EngineException("it is a damaged JPEG: " + w + ".");
            });
  }

  private static void checkPng(byte[] file) {
    ByteBuffer buffer = ByteBuffer.wrap(file).position(PNG.length);
    while (buffer.remaining() >= CHUNK_FRAME) {
      int length = buffer.getInt();
      if (length < 0 || length > buffer.remaining() - 8) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(file, buffer.position(), length + 4);
      String type = new String(file, buffer.position(), 4, StandardCharsets.US_ASCII);
      buffer.position(buffer.position() + length + 4);
      if (buffer.getInt() != (int) crc.getValue()) {
        throw new EngineException("it is a PNG whose part " + type + " is damaged.");
      }
      if (type.equals("IEND")) {
        return;
      }
    }
    throw new EngineException("it is a PNG that ends too early.");
  }
}
