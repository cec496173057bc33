package org.ovxai.workflowcheck;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The maps and the table in a page of the Saliency Overlay Viewer. */
final class ViewerPage {
  private static final Pattern ELEMENT =
      Pattern.compile(
          "<script type=\"application/json\" id=\"(data|map-\\d+)\">(.*?)</script>",
          Pattern.DOTALL);

  private static final Pattern MAP = Pattern.compile("(.*)\"data\":\"([^\"]*)\"\\}");

  private final Map<String, String> elements = new LinkedHashMap<>();

  ViewerPage(byte[] html) {
    Matcher found = ELEMENT.matcher(new String(html, StandardCharsets.UTF_8));
    while (found.find()) {
      elements.put(found.group(1), found.group(2));
    }
  }

  /** A page with maps and table only. */
  byte[] essence() {
    StringBuilder html = new StringBuilder();
    elements.forEach(
        (id, json) ->
            html.append("<script type=\"application/json\" id=\"")
                .append(id)
                .append("\">")
                .append(json)
                .append("</script>\n"));
    return html.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The first map, or line of the table, that differs; empty if none does. */
  Optional<String> difference(ViewerPage got) {
    if (!elements.keySet().equals(got.elements.keySet())) {
      return Optional.of("expected " + elements.keySet() + ", got " + got.elements.keySet());
    }
    for (Map.Entry<String, String> element : elements.entrySet()) {
      String json = got.elements.get(element.getKey());
      Optional<String> difference =
          element.getKey().equals("data")
              ? Texts.difference(bytes(element.getValue()), bytes(json))
              : map(element.getValue()).difference(map(json));
      if (difference.isPresent()) {
        return Optional.of(element.getKey() + ", " + difference.get());
      }
    }
    return Optional.empty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Floats map(String json) {
    Matcher map = MAP.matcher(json);
    if (!map.matches()) {
      throw new IllegalArgumentException("no map: " + json);
    }
    return new Floats(
        map.group(1), Floats.values(ByteBuffer.wrap(Base64.getDecoder().decode(map.group(2)))));
  }
}
