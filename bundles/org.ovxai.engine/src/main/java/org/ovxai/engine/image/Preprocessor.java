package org.ovxai.engine.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.image.Npy.NpyArray;
import org.ovxai.engine.ir.Half;
import org.ovxai.engine.model.ColorOrder;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.Interpolation;
import org.ovxai.engine.model.Layout;
import org.ovxai.engine.model.Preprocessing;

/** Turns pictures into what networks see. */
public final class Preprocessor {
  private Preprocessor() {}

  /**
   * Writes a picture into an input tensor: channels in the network's order, resized as 8-bit
   * pixels, {@code (x - mean) / scale} in float32, in the network's layout. Inputs of type {@code
   * u8} get the pixels as they are.
   *
   * @param target the tensor's memory, in native byte order, filled from its beginning
   */
  public static void fill(RgbImage image, InputInfo input, ByteBuffer target) {
    put(floats(image, input), input, target);
  }

  /** A picture in the network's channels and size. */
  private static Mat pixels(Mats mats, Mat rgb, InputInfo input) {
    Mat pixels = rgb;
    if (input.channels() == 1) {
      pixels = mats.empty();
      Imgproc.cvtColor(rgb, pixels, Imgproc.COLOR_RGB2GRAY);
    } else if (input.preprocessing().colorOrder() == ColorOrder.BGR) {
      pixels = mats.swapped(rgb);
    }
    return resized(mats, pixels, input);
  }

  /**
   * The input tensor of a picture whose colours are no whole numbers.
   *
   * @param rgb red, green and blue of each pixel, row by row, 0..255
   * @return values in the network's layout, before they get its element type
   */
  public static float[] floats(float[] rgb, int width, int height, InputInfo input) {
    try (Mats mats = new Mats()) {
      Mat pixels = pixels(mats, mats.floats(height, width, 3, rgb), input);
      float[] colors = new float[Math.toIntExact(pixels.total() * pixels.channels())];
      pixels.get(0, 0, colors);
      Preprocessing how = preprocessing(input);
      float[] values = new float[colors.length];
      for (int c = 0; c < input.channels(); c++) {
        float mean = value(how.mean(), c);
        float scale = value(how.scale(), c);
        int at = channelStep(input) * c;
        for (int i = c; i < colors.length; i += input.channels()) {
          values[at] = (colors[i] - mean) / scale;
          at += pixelStep(input);
        }
      }
      return values;
    }
  }

  /**
   * Writes an already preprocessed picture into an input tensor.
   *
   * @param tensor numbers of the input's shape, with or without its batch of 1
   * @throws EngineException if the shape is another
   */
  public static void fill(NpyArray tensor, InputInfo input, ByteBuffer target) {
    put(floats(tensor, input), input, target);
  }

  /**
   * The numbers of an already preprocessed picture.
   *
   * @param tensor numbers of the input's shape, with or without its batch of 1
   * @throws EngineException if the shape is another
   */
  public static float[] floats(NpyArray tensor, InputInfo input) {
    int[] wanted = input.shape().stream().mapToInt(Integer::intValue).toArray();
    int[] oneLess = Arrays.copyOfRange(wanted, 1, wanted.length);
    if (!Arrays.equals(tensor.shape(), wanted) && !Arrays.equals(tensor.shape(), oneLess)) {
      throw new EngineException(
          "A tensor of the shape "
              + Arrays.toString(tensor.shape())
              + " was given, and the network takes "
              + Arrays.toString(wanted)
              + ".");
    }
    float[] values = new float[tensor.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) tensor.values()[i];
    }
    return values;
  }

  /**
   * The input tensor of a picture as floats.
   *
   * @return values in the network's layout, before they get its element type
   */
  public static float[] floats(RgbImage image, InputInfo input) {
    byte[] bytes;
    try (Mats mats = new Mats()) {
      Mat pixels = pixels(mats, mats.rgb(image), input);
      bytes = new byte[Math.toIntExact(pixels.total() * pixels.channels())];
      pixels.get(0, 0, bytes);
    }
    float[] values = new float[bytes.length];
    int pixelStep = pixelStep(input);
    for (int c = 0; c < input.channels(); c++) {
      float[] colors = colors(input, c);
      int at = channelStep(input) * c;
      for (int i = c; i < bytes.length; i += input.channels()) {
        values[at] = colors[bytes[i] & 0xff];
        at += pixelStep;
      }
    }
    return values;
  }

  /** What each of the 256 values of a channel becomes. */
  private static float[] colors(InputInfo input, int channel) {
    Preprocessing how = preprocessing(input);
    float mean = value(how.mean(), channel);
    float scale = value(how.scale(), channel);
    float[] values = new float[256];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i - mean) / scale;
    }
    return values;
  }

  /** What is done to pictures: inputs of type {@code u8} get them unscaled. */
  private static Preprocessing preprocessing(InputInfo input) {
    Preprocessing how = input.preprocessing();
    return input.elementType().equals("u8")
        ? new Preprocessing(
            how.colorOrder(),
            how.resizeMode(),
            how.interpolation(),
            how.padValue(),
            List.of(0.0),
            List.of(1.0))
        : how;
  }

  /**
   * Writes preprocessed values into an input tensor, in its element type.
   *
   * @param values in the network's layout
   * @param target the tensor's memory, in native byte order, filled from its beginning
   */
  public static void put(float[] values, InputInfo input, ByteBuffer target) {
    ByteBuffer memory = target.duplicate().order(ByteOrder.nativeOrder()).rewind();
    if (input.elementType().equals("f32")) {
      memory.asFloatBuffer().put(values);
      return;
    }
    for (int i = 0; i < values.length; i++) {
      put(memory, input.elementType(), i, values[i]);
    }
  }

  private static Mat resized(Mats mats, Mat pixels, InputInfo input) {
    Preprocessing how = input.preprocessing();
    int height = input.height();
    int width = input.width();
    return switch (how.resizeMode()) {
      case STANDARD -> resized(mats, pixels, height, width, how.interpolation());
      case CROP ->
          resized(mats, cropped(mats, pixels, height, width), height, width, how.interpolation());
      case FIT_TO_WINDOW, FIT_TO_WINDOW_LETTERBOX -> {
        double scale = Math.min((double) width / pixels.cols(), (double) height / pixels.rows());
        int newHeight = Math.max(1, (int) Math.rint(pixels.rows() * scale));
        int newWidth = Math.max(1, (int) Math.rint(pixels.cols() * scale));
        Mat inner = resized(mats, pixels, newHeight, newWidth, how.interpolation());
        boolean centred = how.resizeMode().name().endsWith("LETTERBOX");
        int top = centred ? (height - newHeight) / 2 : 0;
        int left = centred ? (width - newWidth) / 2 : 0;
        Mat padded = mats.empty();
        Core.copyMakeBorder(
            inner,
            padded,
            top,
            height - newHeight - top,
            left,
            width - newWidth - left,
            Core.BORDER_CONSTANT,
            Scalar.all(how.padValue()));
        yield padded;
      }
    };
  }

  private static Mat cropped(Mats mats, Mat pixels, int height, int width) {
    double aspect = (double) width / height;
    int cropWidth = Math.max(1, Math.min(pixels.cols(), (int) Math.rint(pixels.rows() * aspect)));
    int cropHeight = Math.max(1, Math.min(pixels.rows(), (int) Math.rint(pixels.cols() / aspect)));
    return mats.add(
        pixels.submat(
            new Rect(
                (pixels.cols() - cropWidth) / 2,
                (pixels.rows() - cropHeight) / 2,
                cropWidth,
                cropHeight)));
  }

  private static Mat resized(
      Mats mats, Mat pixels, int height, int width, Interpolation interpolation) {
    Mat result = mats.empty();
    int code =
        switch (interpolation) {
          case LINEAR -> Imgproc.INTER_LINEAR;
          case CUBIC -> Imgproc.INTER_CUBIC;
          case NEAREST -> Imgproc.INTER_NEAREST;
        };
    Imgproc.resize(pixels, result, new Size(width, height), 0, 0, code);
    return result;
  }

  private static int channelStep(InputInfo input) {
    return input.layout() == Layout.NCHW ? input.height() * input.width() : 1;
  }

  private static int pixelStep(InputInfo input) {
    return input.layout() == Layout.NCHW ? 1 : input.channels();
  }

  private static void put(ByteBuffer target, String type, int index, float value) {
    switch (type) {
      case "f32" -> target.putFloat(4 * index, value);
      case "f16" -> target.putShort(2 * index, Half.of(value));
      case "u8" -> target.put(index, (byte) Math.max(0, Math.min(255, Math.round(value))));
      default ->
          throw new EngineException(
              "The input has the element type "
                  + type
                  + "; pictures can be given as f32, f16 or u8.");
    }
  }

  private static float value(List<Double> values, int channel) {
    return values.get(values.size() == 1 ? 0 : channel).floatValue();
  }
}
