package org.ovxai.apicheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The sources of the bundles: what is public is documented. */
class DocumentationTest {

  @Test
  void everyPackageAndWhatIsPublicInItIsDocumented() throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(Folders.ROOT.resolve("bundles"))) {
      sources =
          files
              .filter(f -> f.toString().replace('\\', '/').matches(".*/src/main/java/.*\\.java"))
              .filter(f -> !f.toString().contains("org.ovxai.osgi.tests"))
              .toList();
    }
    assertFalse(sources.isEmpty());
    List<String> missing = new ArrayList<>();
    for (Path folder : sources.stream().map(Path::getParent).distinct().toList()) {
      if (!Files.exists(folder.resolve("package-info.java"))) {
        missing.add(folder.toString());
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      Undocumented undocumented = new Undocumented(DocTrees.instance(task), missing);
      for (CompilationUnitTree unit : task.parse()) {
        undocumented.scan(unit, null);
      }
    }
    assertEquals(List.of(), missing);
  }

  /** Finds public types and methods, and packages, without a comment. */
  private static final class Undocumented extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final List<String> missing;

    Undocumented(DocTrees docs, List<String> missing) {
      this.docs = docs;
      this.missing = missing;
    }

    @Override
    public Void visitPackage(PackageTree node, Void unused) {
      if (file().endsWith("package-info.java")) {
        check(node.getPackageName().toString());
      }
      return null;
    }

    @Override
    public Void visitClass(ClassTree node, Void unused) {
      if (isPublic(node.getModifiers())) {
        check(node.getSimpleName().toString());
        super.visitClass(node, null);
      }
      return null;
    }

    @Override
    public Void visitMethod(MethodTree node, Void unused) {
      boolean overrides =
          node.getModifiers().getAnnotations().stream()
              .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
      if (isPublic(node.getModifiers()) && !overrides) {
        check(node.getName().toString());
      }
      return null;
    }

    private boolean isPublic(ModifiersTree modifiers) {
      Set<Modifier> flags = modifiers.getFlags();
      Tree parent = getCurrentPath().getParentPath().getLeaf();
      return flags.contains(Modifier.PUBLIC)
          || flags.contains(Modifier.PROTECTED)
          || parent.getKind() == Tree.Kind.INTERFACE && !flags.contains(Modifier.PRIVATE);
    }

    private void check(String name) {
      if (docs.getDocComment(getCurrentPath()) == null) {
        missing.add(file() + ": " + name);
      }
    }

    private String file() {
      return getCurrentPath().getCompilationUnit().getSourceFile().getName();
    }
  }
}
