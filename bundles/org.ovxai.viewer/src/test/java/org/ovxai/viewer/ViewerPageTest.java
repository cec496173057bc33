package org.ovxai.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;

/**
 * The page in a real browser: {@code src/test/browser/viewer.mjs} does the looking, and this gives
 * it the page and answers as KNIME does. Skipped, check by check, where Node.js, Chromium or the
 * script's packages are missing; {@code npm ci} in that folder installs the packages.
 */
class ViewerPageTest {
  private static final Path BROWSER = Path.of("src/test/browser").toAbsolutePath();
  private static final Path SCREENSHOTS = Path.of("target/screenshots").toAbsolutePath();
  private static final Pattern NAME = Pattern.compile("(?m)^ *check\\(['`](.*?)['`], async");

  private static final int LEAST_NODE = 20;

  @TempDir static Path temp;

  private static Optional<String> obstacle = Optional.empty();
  private static final Map<String, String> RESULTS = new LinkedHashMap<>();

  private static Optional<Path> onPath(String... names) {
    return Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
        .flatMap(folder -> Arrays.stream(names).map(name -> Path.of(folder).resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @BeforeAll
  static void look() throws Exception {
    Optional<Path> node = onPath("node", "node.exe");
    Optional<Path> chromium =
        Optional.ofNullable(System.getenv("CHROMIUM"))
            .map(Path::of)
            .or(
                () ->
                    onPath(
                        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"));
    if (node.isEmpty()) {
      obstacle = Optional.of("there is no Node.js (node) on the PATH");
    } else if (major(node.get()) < LEAST_NODE) {
      obstacle = Optional.of("Node.js is older than " + LEAST_NODE);
    } else if (chromium.isEmpty()) {
      obstacle = Optional.of("there is no Chromium on the PATH, and CHROMIUM names none");
    } else if (!Files.isDirectory(BROWSER.resolve("node_modules/playwright-core"))) {
      obstacle = Optional.of("the packages are not installed; run npm ci in " + BROWSER);
    } else {
      run(node.get(), chromium.get());
    }
  }

  private static int major(Path node) throws IOException {
    Process process = new ProcessBuilder(node.toString(), "--version").start();
    String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Integer.parseInt(version.replaceAll("(?s)^v?(\\d+).*$", "$1"));
  }

  private static void run(Path node, Path chromium) throws Exception {
    BufferedDataTable table = Explanations.table(temp, 1000);
    SaliencyOverlayViewerNodeModel model = new SaliencyOverlayViewerNodeModel();
    model.configure(new PortObjectSpec[] {table.getSpec()});
    model.execute(new PortObject[] {table}, Explanations.context(temp));
    SaliencyOverlayView view = new SaliencyOverlayView(model);
    Files.write(temp.resolve("viewer.html"), view.getPage().getInputStream().readAllBytes());
    StandAlonePage.write(
        temp.resolve("alone.html"),
        table,
        model.data().orElseThrow(),
        40,
        Explanations.context(temp));
    float[] values = Explanations.map(0).values();
    Files.writeString(
        temp.resolve("first.json"),
        IntStream.range(0, values.length)
            .mapToObj(i -> String.valueOf((double) values[i]))
            .collect(Collectors.joining(",", "[", "]")));
    Files.createDirectories(SCREENSHOTS);
    Process process =
        new ProcessBuilder(
                node.toString(),
                BROWSER.resolve("viewer.mjs").toString(),
                chromium.toString(),
                temp.toString(),
                SCREENSHOTS.toString())
            .directory(BROWSER.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answer(process, view);
    assertEquals(0, process.waitFor(), "viewer.mjs failed");
  }

  private static void answer(Process process, SaliencyOverlayView view) throws IOException {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Writer answers =
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        if (words[0].equals("call")) {
          answers.write(words[1] + " " + encoded(service(view, words)) + "\n");
          answers.flush();
        } else if (words[0].equals("ok")) {
          RESULTS.put(line.substring("ok ".length()), "");
        } else if (words[0].equals("fail")) {
          String message = decoded(words[words.length - 1]);
          RESULTS.put(line.substring("fail ".length(), line.lastIndexOf(' ')), message);
        }
      }
    }
  }

  private static String service(SaliencyOverlayView view, String[] words) {
    String request = words.length > 3 ? decoded(words[3]) : "";
    return words[2].equals("data")
        ? view.createRpcDataService().orElseThrow().handleRpcRequest(request)
        : view.createInitialDataService().orElseThrow().getInitialData();
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  @TestFactory
  Stream<DynamicTest> checks() throws IOException {
    List<String> names =
        NAME.matcher(Files.readString(BROWSER.resolve("viewer.mjs")))
            .results()
            .map(m -> m.group(1))
            .flatMap(
                name ->
                    Stream.of("light", "dark")
                        .map(s -> name.replaceAll(Pattern.quote("${colorScheme}"), s)))
            .distinct()
            .toList();
    assertTrue(names.size() > 20, "checks in the script: " + names);
    return names.stream().map(name -> DynamicTest.dynamicTest(name, () -> result(name)));
  }

  private static void result(String name) {
    Assumptions.assumeTrue(
        obstacle.isEmpty(), () -> "Not looked at in a browser: " + obstacle.orElse(""));
    String message = RESULTS.getOrDefault(name, "the script did not get there");
    if (!message.isEmpty()) {
      fail(message);
    }
  }
}
