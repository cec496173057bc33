package org.ovxai.apicheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The compiled bundles beside what KNIME offers. */
class BundlesTest {
  /** May use what KNIME marks as internal; there is no other way to show a view. */
  private static final Set<String> INTERNAL_ALLOWED = Set.of("org.ovxai.viewer");

  private static final Set<String> NEED_KNIME =
      Set.of("org.ovxai.nodes", "org.ovxai.viewer", "org.ovxai.testing");

  private static Map<String, ApiType> listed;
  private static Map<String, Map<String, ClassFile>> bundles;

  @BeforeAll
  static void read() throws IOException {
    listed = ApiList.read(Folders.LIST);
    bundles = Folders.bundles("bundles");
    // Tests, and in no feature.
    bundles.remove("org.ovxai.osgi.tests");
  }

  @Test
  void everyBundleLinks() {
    Map<String, ClassFile> all = new TreeMap<>();
    bundles.values().forEach(all::putAll);
    List<String> problems = new ArrayList<>();
    bundles.forEach(
        (bundle, classes) -> {
          LinkCheck check = new LinkCheck(listed, all, INTERNAL_ALLOWED.contains(bundle));
          classes.values().forEach(c -> problems.addAll(check.problems(c)));
        });
    assertEquals("", String.join("\n", problems));
  }

  @Test
  void onlyTheNodesKnowKnime() {
    bundles.forEach(
        (bundle, classes) -> {
          boolean knowsKnime =
              classes.values().stream()
                  .flatMap(c -> Uses.of(c).types().stream())
                  .anyMatch(t -> t.startsWith("org/knime/"));
          assertEquals(NEED_KNIME.contains(bundle), knowsKnime, bundle);
        });
  }

  @Test
  void noBundleKnowsTheStandIn() {
    bundles
        .values()
        .forEach(
            classes ->
                classes
                    .values()
                    .forEach(
                        c ->
                            assertFalse(
                                Uses.of(c).types().stream()
                                    .anyMatch(t -> t.startsWith("org/ovxai/standin")),
                                c.type().name())));
  }
}
