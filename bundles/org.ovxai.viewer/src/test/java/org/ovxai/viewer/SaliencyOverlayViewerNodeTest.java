package org.ovxai.viewer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.webui.data.DataServiceException;
import org.knime.node.parameters.Widget;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.standin.NodeRuntime;
import org.w3c.dom.Element;

class SaliencyOverlayViewerNodeTest {
  private static final Path WORKFLOWS =
      Path.of(System.getProperty("ovxai.root", "../.."), "test-workflows");

  @TempDir Path temp;
  private NodeRuntime node;
  private BufferedDataTable table;

  @BeforeEach
  void make() {
    node = NodeRuntime.create(SaliencyOverlayViewerNodeFactory.class);
    table = Explanations.table(temp, 12);
  }

  private interface Change {
    void to(NodeSettings settings);
  }

  private void set(Change change) throws InvalidSettingsException {
    node.configure(new PortObjectSpec[] {Explanations.spec()});
    NodeSettings settings = saved();
    change.to(settings);
    node.loadModelSettings(settings);
  }

  private NodeSettings saved() {
    NodeSettings settings = new NodeSettings("model");
    node.saveModelSettings(settings);
    return settings;
  }

  private static String group(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    assertTrue(matcher.find(), pattern);
    return matcher.group(1);
  }

  @Test
  void findsItsColumnsByItself() throws Exception {
    node.configure(new PortObjectSpec[] {Explanations.spec()});
    assertEquals("Picture", saved().getString("pictureColumn"));
    assertEquals("Image name", saved().getString("imageNameColumn"));
    assertEquals("Annotations", saved().getString("annotationsColumn"));
    assertEquals("", saved().getString("page"));
  }

  @Test
  void aTableThatHoldsNoExplanationsIsRefused() {
    DataColumnSpec[] columns =
        Explanations.spec().stream()
            .filter(c -> !c.getName().equals("Saliency map"))
            .toArray(DataColumnSpec[]::new);
    InvalidSettingsException e =
        assertThrows(
            InvalidSettingsException.class,
            () -> node.configure(new PortObjectSpec[] {new DataTableSpec(columns)}));
    assertTrue(e.getMessage().contains("\"Saliency map\""), e.getMessage());
  }

  @Test
  void impossibleOptionsAreRefused() {
    assertThrows(InvalidSettingsException.class, () -> set(s -> s.addDouble("opacity", 1.5)));
    assertThrows(InvalidSettingsException.class, () -> set(s -> s.addInt("pageRows", 0)));
    InvalidSettingsException e =
        assertThrows(
            InvalidSettingsException.class, () -> set(s -> s.addString("colorMap", "RED")));
    assertTrue(e.getMessage().contains("JET, VIRIDIS"), e.getMessage());
  }

  @Test
  void withoutAFileNothingIsWritten() throws Exception {
    Explanations.execute(node, temp, table);
    try (Stream<Path> files = Files.walk(temp)) {
      assertTrue(files.noneMatch(f -> f.toString().endsWith(".html")));
    }
  }

  @Test
  void thePageHoldsTheExactMapsAndThePictures() throws Exception {
    Path file = temp.resolve("new/page.html");
    set(s -> s.addString("page", file.toString()));
    Explanations.execute(node, temp, table);
    String page = Files.readString(file);
    for (int row : new int[] {0, 3, 11}) {
      SaliencyMap map = Explanations.map(row);
      String json = group("id=\"map-" + row + "\">(.*?)</script>", page);
      byte[] bytes = Base64.getDecoder().decode(group("\"data\":\"(.*?)\"", json));
      float[] values = new float[49];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      assertArrayEquals(map.values(), values);
    }
    String picture = group("id=\"picture-4\">(.*?)</script>", page);
    byte[] jpeg = Base64.getDecoder().decode(group("base64,(.*?)\"", picture));
    assertEquals(320, ImageFiles.decode(jpeg).width());
    assertFalse(page.contains("id=\"picture-5\""), "the picture of an image stands there once");
    assertTrue(page.contains("id=\"map-5\">{\"error\":\"broken.jpg: no image\"}"));
  }

  @Test
  void labelsCannotBecomeElementsOfThePage() throws Exception {
    Path file = temp.resolve("page.html");
    set(s -> s.addString("page", file.toString()));
    Explanations.execute(node, temp, table);
    String page = Files.readString(file);
    assertFalse(page.contains(Explanations.HOSTILE));
    assertTrue(page.contains("\"l\":\"\\u003cimg src=x onerror=alert(1)\\u003e\""));
  }

  @Test
  void thePolicyAllowsThePagesOwnScriptAndStyleOnly() throws Exception {
    String page = Document.begin() + Document.end();
    String policy = group("Content-Security-Policy\" content=\"(.*?)\"", page);
    assertTrue(policy.startsWith("default-src 'none'; img-src data: blob:; "), policy);
    String script = page.substring(page.lastIndexOf("<script>") + 8, page.lastIndexOf("</script>"));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
    String hash = Base64.getEncoder().encodeToString(digest);
    assertTrue(policy.contains("script-src 'sha256-" + hash + "'"), policy);
  }

  @Test
  void aLongTableIsCutAndTheUserTold() throws Exception {
    Path file = temp.resolve("page.html");
    set(
        s -> {
          s.addString("page", file.toString());
          s.addInt("pageRows", 4);
        });
    Explanations.execute(node, temp, table);
    assertTrue(Files.readString(file).contains("id=\"map-3\""));
    assertFalse(Files.readString(file).contains("id=\"map-4\""));
    String warning = node.takeWarning().orElseThrow();
    assertTrue(warning.contains("first 4 of 12 rows"), warning);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamedBeforeAnythingRuns() throws Exception {
    Files.writeString(temp.resolve("file"), "");
    set(s -> s.addString("page", temp.resolve("file/page.html").toString()));
    InvalidSettingsException e =
        assertThrows(
            InvalidSettingsException.class,
            () -> node.configure(new PortObjectSpec[] {Explanations.spec()}));
    assertTrue(e.getMessage().contains("cannot be written"), e.getMessage());
    make();
    set(s -> s.addString("page", temp.toString()));
    e =
        assertThrows(
            InvalidSettingsException.class,
            () -> node.configure(new PortObjectSpec[] {Explanations.spec()}));
    assertTrue(e.getMessage().contains("it is a folder"), e.getMessage());
  }

  @Test
  void aFolderThatBecomesAFileFailsAsSuch() throws Exception {
    set(s -> s.addString("page", temp.resolve("page.html").toString()));
    node.configure(new PortObjectSpec[] {Explanations.spec()});
    Files.createDirectories(temp.resolve("page.html"));
    KNIMEException e =
        assertThrows(
            KNIMEException.class,
            () -> node.execute(new PortObject[] {table}, Explanations.context(temp)));
    assertTrue(e.getMessage().contains("it is a folder"), e.getMessage());
  }

  @Test
  void withoutPicturesMapsAreShownAlone() throws Exception {
    Path file = temp.resolve("page.html");
    set(
        s -> {
          s.addString("page", file.toString());
          s.addString("pictureColumn", "");
        });
    Explanations.execute(node, temp, table);
    assertTrue(Files.readString(file).contains("{\"error\":\"no picture column is chosen\"}"));
  }

  @Test
  void theServiceGivesRowsPiecewise() throws Exception {
    SaliencyOverlayViewerNodeModel model = new SaliencyOverlayViewerNodeModel();
    SaliencyOverlayView view = new SaliencyOverlayView(model);
    assertThrows(DataServiceException.class, view::createRpcDataService);
    model.configure(new PortObjectSpec[] {table.getSpec()});
    model.setInternalTables(new BufferedDataTable[] {table});
    ViewData data = model.data().orElseThrow();
    assertEquals("[]", data.rows(12, 5));
    assertEquals("[]", data.rows(0, 0));
    String rows = data.rows(10, 5);
    assertTrue(rows.startsWith("[{\"k\":\"Row10\",\"i\":\"Image2\",\"n\":\"photo 2\""), rows);
    assertTrue(rows.contains("{\"k\":\"Row11\"") && !rows.contains("Row12"), rows);
    String answer =
        view.createRpcDataService()
            .orElseThrow()
            .handleRpcRequest(
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"rows\",\"params\":[0,1]}");
    assertTrue(answer.startsWith("{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":\"[{"), answer);
    String initial = view.createInitialDataService().orElseThrow().getInitialData();
    assertTrue(initial.contains("\"rows\":12,\"metrics\":[\"Insertion AUC\"]"), initial);
    model.reset();
    assertEquals(0, model.getInternalTables().length);
  }

  @Test
  void aRowTellsItsBoxOrNone() throws Exception {
    SaliencyOverlayViewerNodeModel model = new SaliencyOverlayViewerNodeModel();
    model.configure(new PortObjectSpec[] {table.getSpec()});
    model.setInternalTables(new BufferedDataTable[] {table});
    ViewData data = model.data().orElseThrow();
    assertTrue(data.rows(0, 1).contains("\"b\":[80.0,40.0,240.0,220.0]"), data.rows(0, 1));
    assertTrue(data.rows(1, 1).contains("\"b\":null"), data.rows(1, 1));
  }

  @Test
  void theWorkflowsSettingsAreThoseThatTheNodeSaves() throws Exception {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(WORKFLOWS, 4)) {
      files = tree.filter(SaliencyOverlayViewerNodeTest::isOfThisNode).toList();
    }
    assertTrue(files.size() > 1);
    for (Path path : files) {
      try (InputStream in = Files.newInputStream(path)) {
        NodeSettingsRO file = NodeSettings.loadFromXML(in);
        node.loadModelSettings(file.getNodeSettings("model"));
        assertEquals(file.getNodeSettings("model"), saved(), path.toString());
        assertEquals(node.factoryClassName(), file.getString("factory"));
        assertEquals(node.name(), file.getString("node-name"));
      }
    }
  }

  private static boolean isOfThisNode(Path file) {
    return file.endsWith("settings.xml")
        && file.getParent().getFileName().toString().startsWith("Saliency Overlay Viewer (");
  }

  @Test
  void pluginXmlNamesTheFactoryAndThereIsAnIcon() throws Exception {
    Element registered =
        (Element)
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("plugin.xml").toFile())
                .getElementsByTagName("node")
                .item(0);
    assertEquals(node.factoryClassName(), registered.getAttribute("factory-class"));
    assertEquals("/community/ovxai", registered.getAttribute("category-path"));
    assertEquals(
        16,
        ImageIO.read(
                SaliencyOverlayViewerNodeFactory.class.getResource("saliency-overlay-viewer.png"))
            .getWidth());
  }

  @Test
  void thePageOfTheNodesListsEveryOption() throws Exception {
    Path root = Path.of(System.getProperty("ovxai.root", "../.."));
    String page = Files.readString(root.resolve("docs/nodes.md"));
    String section = page.substring(page.indexOf("## Saliency Overlay Viewer"));
    for (Field field : SaliencyOverlayViewerParameters.class.getDeclaredFields()) {
      Widget widget = field.getAnnotation(Widget.class);
      if (widget != null) {
        String row = "| " + widget.title() + " | `" + field.getName() + "` |";
        assertTrue(section.contains(row), row);
      }
    }
  }

  @Test
  void theFactoryOffersAViewAndADialog() {
    SaliencyOverlayViewerNodeFactory factory = new SaliencyOverlayViewerNodeFactory();
    assertTrue(factory.hasNodeView());
    assertTrue(factory.hasNodeDialog());
    assertEquals(
        0,
        ((SaliencyOverlayView) factory.createNodeView(factory.createNodeModel())).getPortIndex());
  }
}
