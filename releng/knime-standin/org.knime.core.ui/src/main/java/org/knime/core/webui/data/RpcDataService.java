package org.knime.core.webui.data;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls methods of a handler for a page, by JSON-RPC 2.0; parameters are whole numbers. */
public final class RpcDataService {
  private static final Pattern METHOD = Pattern.compile("\"method\"\\s*:\\s*\"(\\w+)\"");
  private static final Pattern PARAMS = Pattern.compile("\"params\"\\s*:\\s*\\[([\\d\\s,-]*)]");
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");

  private final Object handler;

  private RpcDataService(Object handler) {
    this.handler = handler;
  }

  /** The answer to a request. Results are texts. */
  public String handleRpcRequest(String request) {
    String name = group(METHOD, request);
    String list = group(PARAMS, request).strip();
    Object[] values =
        list.isEmpty()
            ? new Object[0]
            : Arrays.stream(list.split(",")).map(v -> Integer.valueOf(v.strip())).toArray();
    String begin = "{\"jsonrpc\":\"2.0\",\"id\":" + group(ID, request) + ",";
    try {
      Method method =
          Arrays.stream(handler.getClass().getMethods())
              .filter(m -> m.getName().equals(name) && m.getParameterCount() == values.length)
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("There is no method " + name));
      return begin + "\"result\":" + quoted(String.valueOf(method.invoke(handler, values))) + "}";
    } catch (InvocationTargetException e) {
      return begin
          + "\"error\":{\"code\":-32001,\"message\":"
          + quoted(String.valueOf(e.getCause().getMessage()))
          + "}}";
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String group(Pattern pattern, String request) {
    Matcher matcher = pattern.matcher(request);
    if (!matcher.find()) {
      throw new IllegalArgumentException("No request: " + request);
    }
    return matcher.group(1);
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
              } else if (c < ' ') {
                json.append(String.format("\\u%04x", c));
              } else {
                json.append((char) c);
              }
            });
    return json.append('"').toString();
  }

  public static <S> RpcDataServiceBuilder builder(S handler) {
    return new RpcDataServiceBuilder(handler);
  }

  /** Makes the service. */
  public static final class RpcDataServiceBuilder {
    private final Object handler;

    private RpcDataServiceBuilder(Object handler) {
      this.handler = handler;
    }

    public RpcDataService build() {
      return new RpcDataService(handler);
    }
  }
}
