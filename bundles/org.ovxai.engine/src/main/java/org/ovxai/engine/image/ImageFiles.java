package org.ovxai.engine.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opencv.core.CvException;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.ovxai.engine.EngineException;

/** Reads and writes pictures: JPEG, PNG, BMP, TIFF, WebP and what else OpenCV reads. */
public final class ImageFiles {
  private static final int LARGEST = Integer.MAX_VALUE / 3;

  private ImageFiles() {}

  /**
   * Reads a picture file.
   *
   * @throws EngineException if it is missing, no picture, or damaged; the message names the file
   */
  public static RgbImage read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new EngineException("The picture " + file + " cannot be read: " + e, e);
    }
    try {
      return decode(bytes);
    } catch (EngineException e) {
      throw new EngineException("The picture " + file + " cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * Decodes a picture to 8-bit RGB: grey is repeated, transparency dropped, 16 bits cut to 8, and
   * turned as its EXIF orientation says.
   *
   * @throws EngineException if the bytes are no picture, or only the beginning of one
   */
  public static RgbImage decode(byte[] file) {
    Truncation.check(file);
    try (Mats mats = new Mats()) {
      Mat bgr = mats.add(Imgcodecs.imdecode(mats.add(new MatOfByte(file)), Imgcodecs.IMREAD_COLOR));
      if (bgr.empty()) {
        throw new EngineException(
            "its "
                + file.length
                + " bytes are no JPEG, PNG, BMP, TIFF or WebP picture, or a damaged one.");
      }
      if (bgr.total() > LARGEST) {
        throw new EngineException(
            "it has "
                + bgr.cols()
                + " x "
                + bgr.rows()
                + " pixels; at most "
                + LARGEST
                + " can be used.");
      }
      return Mats.image(mats.swapped(bgr));
    } catch (CvException e) {
      throw new EngineException("it cannot be decoded: " + e.getMessage(), e);
    }
  }

  /** The picture as a PNG file. */
  public static byte[] png(RgbImage image) {
    return encode(image, ".png");
  }

  /**
   * The picture as a JPEG file.
   *
   * @param quality 0 to 100
   */
  public static byte[] jpeg(RgbImage image, int quality) {
    return encode(image, ".jpg", Imgcodecs.IMWRITE_JPEG_QUALITY, quality);
  }

  /**
   * The picture, made smaller if one of its sides is longer than allowed; each pixel is the mean of
   * those it stands for.
   *
   * @param longest greatest width and height, from 1
   */
  public static RgbImage shrunk(RgbImage image, int longest) {
    double factor = (double) longest / Math.max(image.width(), image.height());
    if (factor >= 1) {
      return image;
    }
    int width = Math.max(1, (int) Math.round(image.width() * factor));
    int height = Math.max(1, (int) Math.round(image.height() * factor));
    try (Mats mats = new Mats()) {
      Mat small = mats.empty();
      Size size = new Size(width, height);
      Imgproc.resize(mats.rgb(image), small, size, 0, 0, Imgproc.INTER_AREA);
      return Mats.image(small);
    }
  }

  private static byte[] encode(RgbImage image, String ending, int... parameters) {
    try (Mats mats = new Mats()) {
      MatOfByte file = mats.add(new MatOfByte());
      Mat bgr = mats.swapped(mats.rgb(image));
      if (!Imgcodecs.imencode(ending, bgr, file, mats.add(new MatOfInt(parameters)))) {
        throw new IllegalStateException("OpenCV cannot encode " + ending + ".");
      }
      return file.toArray();
    }
  }
}
