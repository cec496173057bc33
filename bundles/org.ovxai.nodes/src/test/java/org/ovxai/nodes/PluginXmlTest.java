package org.ovxai.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeSettings;
import org.ovxai.standin.NodeRuntime;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PluginXmlTest {
  private static final String FACTORY_SUFFIX = "NodeFactory.java";

  @Test
  void everyFactoryIsRegisteredInTheCategory() throws Exception {
    List<String> registered =
        elements("node").stream()
            .filter(e -> e.getAttribute("category-path").equals("/community/ovxai"))
            .map(e -> e.getAttribute("factory-class"))
            .sorted()
            .toList();
    Path sources = Path.of("src/main/java").toAbsolutePath();
    try (Stream<Path> files = Files.walk(sources)) {
      List<String> written =
          files
              .map(f -> sources.relativize(f).toString().replace('/', '.').replace('\\', '.'))
              .filter(f -> f.endsWith(FACTORY_SUFFIX))
              .map(f -> f.substring(0, f.length() - ".java".length()))
              .sorted()
              .toList();
      assertEquals(written, registered);
    }
  }

  @Test
  void everyNodeHasItsNameWellFormedTextsAndASmallIcon() throws Exception {
    for (Element node : elements("node")) {
      Class<? extends NodeFactory<?>> factory = factory(node.getAttribute("factory-class"));
      String name = NodeRuntime.create(factory).name();
      String icon = name.toLowerCase(Locale.ROOT).replace(' ', '-') + ".png";
      assertEquals(16, ImageIO.read(factory.getResource(icon)).getWidth(), icon);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OpenVINO Model Reader, org.ovxai.nodes.modelreader.ModelReaderNodeFactory",
    "Annotated Image Reader, org.ovxai.nodes.imagereader.AnnotatedImageReaderNodeFactory",
    "Saliency Explainer, org.ovxai.nodes.saliency.SaliencyExplainerNodeFactory",
    "White-Box Explainer, org.ovxai.nodes.whitebox.WhiteBoxExplainerNodeFactory",
    "Black-Box Explainer, org.ovxai.nodes.blackbox.BlackBoxExplainerNodeFactory",
    "OpenVINO XAI Inserter, org.ovxai.nodes.inserter.XaiInserterNodeFactory",
    "OpenVINO Predictor, org.ovxai.nodes.predictor.PredictorNodeFactory",
    "OpenVINO Model Writer, org.ovxai.nodes.modelwriter.ModelWriterNodeFactory",
    "Saliency Map Writer, org.ovxai.nodes.mapwriter.SaliencyMapWriterNodeFactory",
    "Saliency Metrics, org.ovxai.nodes.metrics.SaliencyMetricsNodeFactory",
    "Saliency Metrics Writer, org.ovxai.nodes.metricswriter.SaliencyMetricsWriterNodeFactory"
  })
  void namesAreThoseThatWorkflowsKnow(String name, String factory) throws Exception {
    assertEquals(name, NodeRuntime.create(factory(factory)).name());
  }

  @Test
  void defaultParametersSurviveSavingAndLoading() throws Exception {
    for (Element node : elements("node")) {
      NodeRuntime first = NodeRuntime.create(factory(node.getAttribute("factory-class")));
      NodeSettings saved = new NodeSettings("model");
      first.saveModelSettings(saved);
      NodeRuntime second = NodeRuntime.create(factory(node.getAttribute("factory-class")));
      second.loadModelSettings(saved);
      NodeSettings again = new NodeSettings("model");
      second.saveModelSettings(again);
      assertEquals(saved, again);
      assertTrue(saved.keySet().size() > 2);
    }
  }

  @Test
  void thePortTypeNamesClassesThatExist() throws Exception {
    Element type = elements("portType").get(0);
    for (String attribute :
        List.of("objectClass", "objectSerializer", "specClass", "specSerializer")) {
      Class.forName(type.getAttribute(attribute), false, PluginXmlTest.class.getClassLoader());
    }
  }

  @SuppressWarnings("unchecked")
  private static Class<? extends NodeFactory<?>> factory(String name) throws Exception {
    NodeRun.registerPortType();
    return (Class<? extends NodeFactory<?>>) Class.forName(name).asSubclass(NodeFactory.class);
  }

  private static List<Element> elements(String tag) throws Exception {
    NodeList nodes =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse("plugin.xml")
            .getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }
}
