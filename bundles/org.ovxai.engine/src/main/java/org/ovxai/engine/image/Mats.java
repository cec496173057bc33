package org.ovxai.engine.image;

import java.util.ArrayDeque;
import java.util.Deque;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;
import org.ovxai.opencv.OpenCv;

/** OpenCV matrices that are released together. */
final class Mats implements AutoCloseable {
  static {
    OpenCv.load();
  }

  private final Deque<Mat> mats = new ArrayDeque<>();

  /** An empty matrix. */
  Mat empty() {
    return add(new Mat());
  }

  /** Takes over a matrix. */
  <M extends Mat> M add(M mat) {
    mats.push(mat);
    return mat;
  }

  /** A copy of bytes with the given number of channels. */
  Mat bytes(int height, int width, int channels, byte[] data) {
    Mat mat = add(new Mat(height, width, CvType.CV_8UC(channels)));
    mat.put(0, 0, data);
    return mat;
  }

  /** A copy of numbers with the given number of channels. */
  Mat floats(int height, int width, int channels, float[] data) {
    Mat mat = add(new Mat(height, width, CvType.CV_32FC(channels)));
    mat.put(0, 0, data);
    return mat;
  }

  /** A picture, in the order of its bytes: RGB. */
  Mat rgb(RgbImage image) {
    return bytes(image.height(), image.width(), 3, image.data());
  }

  /** The picture that a matrix of three 8-bit channels in the order RGB holds. */
  static RgbImage image(Mat rgb) {
    byte[] data = new byte[Math.toIntExact(rgb.total() * 3)];
    rgb.get(0, 0, data);
    return new RgbImage(rgb.cols(), rgb.rows(), data);
  }

  /** With the first and the third channel swapped. */
  Mat swapped(Mat image) {
    Mat result = empty();
    Imgproc.cvtColor(image, result, Imgproc.COLOR_BGR2RGB);
    return result;
  }

  @Override
  public void close() {
    mats.forEach(Mat::release);
  }
}
