package org.ovxai.opencv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

class OpenCvTest {
  @BeforeAll
  static void load() {
    OpenCv.load();
  }

  @Test
  void loadsTwiceWithoutHarm() {
    OpenCv.load();
    assertEquals("4.9.0", Core.VERSION);
    assertEquals(Core.VERSION, Core.getVersionString());
  }

  @Test
  void resizesBilinearly() {
    Mat row = new Mat(1, 2, CvType.CV_32F);
    row.put(0, 0, 0f, 4f);
    Mat wide = new Mat();
    Imgproc.resize(row, wide, new Size(4, 1), 0, 0, Imgproc.INTER_LINEAR);
    float[] values = new float[4];
    wide.get(0, 0, values);
    assertArrayEquals(new float[] {0f, 1f, 3f, 4f}, values);
  }

  @Test
  void keepsPixelsThroughPng() {
    Mat image = new Mat(3, 5, CvType.CV_8UC3, new Scalar(10, 20, 30));
    MatOfByte png = new MatOfByte();
    Imgcodecs.imencode(".png", image, png);
    Mat decoded = Imgcodecs.imdecode(png, Imgcodecs.IMREAD_UNCHANGED);
    assertEquals(new Size(5, 3), decoded.size());
    assertArrayEquals(new double[] {10, 20, 30}, decoded.get(2, 4));
  }
}
