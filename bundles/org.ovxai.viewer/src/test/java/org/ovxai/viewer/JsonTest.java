package org.ovxai.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void valuesAreWritten() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a", List.of(1, 2.5, true, "x"));
    map.put("b", Optional.empty());
    map.put("c", Map.of());
    map.put("d", Double.NaN);
    map.put("e", new Json.Raw("[]"));
    assertEquals(
        "{\"a\":[1,2.5,true,\"x\"],\"b\":null,\"c\":{},\"d\":null,\"e\":[]}", Json.of(map));
  }

  @Test
  void textsCannotEndAnElementOrALine() {
    assertEquals(
        "\"\\u003c/script\\u003e\\u0026\\\"\\\\\\u000a\\u2028\\u0000\"",
        Json.of("</script>&\"\\\n\u2028\u0000"));
  }

  @Test
  void loneSurrogatesSurvive() {
    assertEquals("\"\\ud83d\"", Json.of("\ud83d"));
    assertEquals("\"\\ud83d\\udc28\"", Json.of("\ud83d\udc28"));
  }

  @Test
  void otherThingsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Json.of(new Object()));
  }
}
