package org.ovxai.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the update site holds. */
class RepositoryTest {
  private static final Path ROOT = Path.of(System.getProperty("ovxai.root"));
  private static final Path SITE = ROOT.resolve("update-site/target/repository");
  private static final String PROVIDER = "OpenVINO XAI for KNIME";

  /** Units by id. */
  private static final Map<String, Element> UNITS = new TreeMap<>();

  @BeforeAll
  static void readUnits() throws Exception {
    try (JarFile jar = new JarFile(SITE.resolve("content.jar").toFile());
        InputStream in = jar.getInputStream(jar.getEntry("content.xml"))) {
      for (Element unit : elements(parse(in), "unit")) {
        UNITS.put(unit.getAttribute("id"), unit);
      }
    }
  }

  @Test
  void everyBundleIsOneThatAFeatureNames() throws Exception {
    Set<String> named = new TreeSet<>();
    for (Path feature : children(ROOT.resolve("features"))) {
      try (InputStream in = Files.newInputStream(feature.resolve("feature.xml"))) {
        elements(parse(in), "plugin").forEach(p -> named.add(p.getAttribute("id")));
      }
    }
    Set<String> bundles = new TreeSet<>();
    for (String name : names(SITE.resolve("plugins"))) {
      bundles.add(name.replaceFirst("_\\d+\\.\\d.*", "").replaceFirst("\\.source$", ""));
    }
    assertEquals(named, bundles);
  }

  @Test
  void nothingOfTheStandInTheTestsOrTheHostIsInIt() {
    assertFalse(UNITS.isEmpty());
    for (String id : UNITS.keySet()) {
      assertFalse(
          id.matches(
              ".*(knime|standin|headless|benchmark|platform|apicheck|install|junit|tests?\\b).*"),
          id);
    }
  }

  @Test
  void noJarHoldsClassesOfKnimeOrTests() throws Exception {
    for (Path jar : children(SITE.resolve("plugins"))) {
      try (JarFile file = new JarFile(jar.toFile())) {
        List<String> wrong =
            file.stream()
                .map(ZipEntry::getName)
                .filter(
                    n ->
                        n.matches(
                            "org/(knime|junit|ovxai/(standin|headless))/.*|.*Test(s)?\\.class"))
                .toList();
        assertEquals(List.of(), wrong, jar.toString());
      }
    }
  }

  @Test
  void onlyBundlesThatKnimeHasAreRequiredFromElsewhere() {
    Set<String> missing =
        UNITS.values().stream()
            .flatMap(u -> elements(u, "required").stream())
            .filter(
                r -> r.getAttribute("namespace").matches("osgi.bundle|org.eclipse.equinox.p2.iu"))
            .filter(r -> !r.getAttribute("optional").equals("true"))
            .map(r -> r.getAttribute("name"))
            .filter(name -> !UNITS.containsKey(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        Set.of(
            "org.eclipse.equinox.common",
            "org.knime.core",
            "org.knime.core.ui",
            "org.knime.testing"),
        missing.stream().filter(n -> !n.startsWith("tooling")).collect(Collectors.toSet()));
  }

  @Test
  void everyFeatureHasLicenceProviderAndDescription() throws Exception {
    List<Path> features = children(SITE.resolve("features"));
    assertFalse(features.isEmpty());
    for (Path jar : features) {
      Element unit = UNITS.get(id(jar) + ".feature.group");
      String licence = translated(elements(unit, "license").get(0).getTextContent(), unit);
      assertTrue(
          licence.contains("Apache License") && licence.contains("END OF TERMS"), jar::toString);
      Map<String, String> properties = properties(unit);
      assertEquals(PROVIDER, properties.get("org.eclipse.equinox.p2.provider"), jar.toString());
      assertTrue(
          properties.get("org.eclipse.equinox.p2.name").startsWith(PROVIDER), jar.toString());
      assertFalse(properties.get("org.eclipse.equinox.p2.description").isBlank(), jar.toString());
    }
  }

  @Test
  void everyBundleOfOursHasVendorLicenceAndASourceBundle() throws Exception {
    Set<String> names = names(SITE.resolve("plugins"));
    for (String name : names) {
      if (!name.startsWith("org.ovxai.")) {
        continue;
      }
      try (JarFile jar = new JarFile(SITE.resolve("plugins").resolve(name).toFile())) {
        Attributes manifest = jar.getManifest().getMainAttributes();
        assertTrue(manifest.getValue("Bundle-Version").matches("1\\.0\\.0\\.\\d{12}"), name);
        if (!name.contains(".source_")) {
          assertEquals(PROVIDER, manifest.getValue("Bundle-Vendor"), name);
          assertEquals("Apache-2.0", manifest.getValue("Bundle-License"), name);
        }
      }
      boolean hasCode = !name.contains(".natives.");
      if (hasCode && !name.contains(".source_")) {
        assertTrue(names.contains(name.replace("_", ".source_")), name + " has no sources");
      }
    }
  }

  @Test
  void theNodesAreInTheFirstCategory() {
    Element category =
        UNITS.values().stream()
            .filter(u -> PROVIDER.equals(properties(u).get("org.eclipse.equinox.p2.name")))
            .filter(u -> "true".equals(properties(u).get("org.eclipse.equinox.p2.type.category")))
            .findFirst()
            .orElseThrow();
    assertEquals(
        List.of("org.ovxai.feature.feature.group"),
        elements(category, "required").stream().map(r -> r.getAttribute("name")).toList());
  }

  private static String translated(String text, Element unit) {
    String key = text.strip();
    return key.startsWith("%") ? properties(unit).get("df_LT." + key.substring(1)) : text;
  }

  private static String id(Path jar) {
    return jar.getFileName().toString().replaceFirst("_\\d+\\.\\d.*", "");
  }

  private static Map<String, String> properties(Element unit) {
    return elements(unit, "property").stream()
        .collect(
            Collectors.toMap(
                p -> p.getAttribute("name"), p -> p.getAttribute("value"), (a, b) -> a));
  }

  private static Document parse(InputStream in) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
  }

  private static List<Element> elements(Document document, String tag) {
    return list(document.getElementsByTagName(tag));
  }

  private static List<Element> elements(Element element, String tag) {
    return list(element.getElementsByTagName(tag));
  }

  private static List<Element> list(NodeList nodes) {
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    return children(folder).stream()
        .map(f -> f.getFileName().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
