package org.ovxai.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ovxai.engine.EngineException;

class ModelInfoBlockTest {
  private static ModelInfoBlock block(String... keysAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new ModelInfoBlock(values);
  }

  @Test
  void whatIsNotWrittenHasTheModelApisDefault() {
    assertEquals(Preprocessing.none(), block("model_type", "Classification").preprocessing());
    assertEquals(
        Preprocessing.none(), block("model_type", "SSD", "mean_values", "").preprocessing());
    assertEquals(
        Preprocessing.none(), block("model_type", "SSD", "pad_value", "None").preprocessing());
  }

  @Test
  void labelsAloneSayNothingAboutTheInput() {
    assertFalse(block("labels", "a b", "confidence_threshold", "0.5").describesInput());
    assertTrue(block("resize_type", "crop").describesInput());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, Classification, RGB",
        "YES, -, Classification, RGB",
        "False, -, Classification, BGR",
        "-, -, YOLOX, BGR",
        "true, -, YOLOX, RGB",
        "YES, otx_version, Classification, BGR",
        "NO, label_info, Classification, RGB",
        "-, task_type, YOLOX, RGB"
      })
  void theColourOrderFollowsWhoWroteTheBlock(
      String flag, String trainingKey, String model, ColorOrder expected) {
    Map<String, String> values = new HashMap<>(Map.of("model_type", model));
    if (flag != null) {
      values.put("reverse_input_channels", flag);
    }
    if (trainingKey != null) {
      values.put(trainingKey, "x");
    }
    assertEquals(expected, new ModelInfoBlock(values).preprocessing().colorOrder());
  }

  @Test
  void scaleToUnitDividesBeforeMeanAndScale() {
    Preprocessing how =
        block("intensity_mode", "scale_to_unit", "mean_values", "0.5", "scale_values", "0.25")
            .preprocessing();
    assertEquals(List.of(127.5), how.mean());
    assertEquals(List.of(63.75), how.scale());
  }

  @Test
  void embeddedProcessingLeavesPixelsAsTheyAre() {
    ModelInfoBlock embedded =
        block(
            "embedded_processing", "True",
            "mean_values", "1 2 3",
            "scale_values", "255",
            "resize_type", "fit_to_window",
            "orig_height", "40",
            "orig_width", "48");
    Preprocessing how = embedded.preprocessing();
    assertEquals(List.of(0.0), how.mean());
    assertEquals(List.of(1.0), how.scale());
    assertEquals(ColorOrder.RGB, how.colorOrder());
    assertEquals(Optional.of(new ReadOptions.Size(40, 48)), embedded.embeddedSize());
    assertEquals(Optional.empty(), block("orig_height", "40", "orig_width", "48").embeddedSize());
  }

  @ParameterizedTest
  @CsvSource({"YES", "NO"})
  void aNetworkThatSwapsChannelsItselfGetsWhatTheModelApiFeeds(String reversed) {
    ModelInfoBlock embedded =
        block("embedded_processing", "YES", "reverse_input_channels", reversed);
    assertEquals(ColorOrder.BGR, embedded.preprocessing().colorOrder());
  }

  @ParameterizedTest
  @CsvSource({
    "mean_values, 1 2",
    "mean_values, '1,2,3'",
    "mean_values, NaN",
    "scale_values, 1 0 1",
    "scale_values, big",
    "resize_type, zoom",
    "interpolation_mode, area",
    "interpolation_type, area",
    "pad_value, 256",
    "pad_value, -1",
    "pad_value, 1.5",
    "pad_value, grey",
    "reverse_input_channels, perhaps",
    "embedded_processing, perhaps",
    "intensity_mode, percentile",
    "input_dtype, u16"
  })
  void whatIsNotUnderstoodIsNamed(String key, String value) {
    EngineException e =
        assertThrows(EngineException.class, () -> block(key, value).preprocessing());
    assertTrue(e.getMessage().contains(key + " = '" + value + "'"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"NHWC, NHWC", "'image:NCHW,meta:NC', NCHW", "nhwc, NHWC"})
  void theLayoutOfTheFirstInputCounts(String text, Layout expected) {
    assertEquals(Optional.of(expected), block("layout", text).layout());
  }

  @Test
  void otherLayoutsAreRefused() {
    EngineException e =
        assertThrows(EngineException.class, () -> block("layout", "NCDHW").layout());
    assertTrue(e.getMessage().contains("layout = 'NCDHW'"), e.getMessage());
  }

  @Test
  void underscoresInLabelsAreBlanks() {
    assertEquals(List.of("big dog", "cat"), block("labels", " big_dog  cat ").labels());
  }
}
