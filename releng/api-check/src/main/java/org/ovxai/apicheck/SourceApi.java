package org.ovxai.apicheck;

import com.sun.source.tree.ImportTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Reads the API from a checkout of KNIME's sources. The compiler resolves the names; what the
 * sources need beyond themselves is absent, and only its names matter.
 */
final class SourceApi {
  private final Elements elements;
  private final Types types;
  private final Trees trees;
  private final Map<String, String> packages;
  private final Map<String, String> imports = new HashMap<>();
  private final Map<String, ApiType> found = new TreeMap<>();

  private SourceApi(JavacTask task, Map<String, String> packages) {
    this.elements = task.getElements();
    this.types = task.getTypes();
    this.trees = Trees.instance(task);
    this.packages = packages;
  }

  /**
   * Lists types, what they are nested in, and all KNIME types they inherit from.
   *
   * @param bundles folders of KNIME's bundles, with {@code META-INF/MANIFEST.MF}
   * @param names canonical names of top-level types
   * @param mayLack names that are passed over if the sources have no such type
   * @throws IllegalStateException if another type is in none of the bundles
   */
  static Map<String, ApiType> read(List<Path> bundles, Set<String> names, Set<String> mayLack)
      throws IOException {
    Map<String, String> packages = new HashMap<>();
    List<Path> roots = new ArrayList<>();
    for (Path bundle : bundles) {
      packages.putAll(exports(bundle.resolve("META-INF/MANIFEST.MF")));
      Stream.of("src/eclipse", "src/main/java", "src")
          .map(bundle::resolve)
          .filter(Files::isDirectory)
          .findFirst()
          .ifPresent(roots::add);
    }
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    null,
                    null,
                    SourceApi::ignore,
                    List.of(
                        "-proc:none",
                        "-implicit:none",
                        "--release",
                        "17",
                        "-sourcepath",
                        roots.stream()
                            .map(Path::toString)
                            .collect(Collectors.joining(System.getProperty("path.separator")))),
                    null,
                    List.of(emptySource()));
    task.analyze();
    SourceApi api = new SourceApi(task, packages);
    for (String name : names) {
      TypeElement type = api.elements.getTypeElement(name);
      if (type != null) {
        api.add(type);
      } else if (!mayLack.contains(name)) {
        throw new IllegalStateException(name + " is in none of " + roots);
      }
    }
    return api.found;
  }

  private static void ignore(Diagnostic<?> message) {}

  private static JavaFileObject emptySource() {
    return new SimpleJavaFileObject(
        java.net.URI.create("string:///Empty.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return "class Empty {}";
      }
    };
  }

  private static Map<String, String> exports(Path manifest) throws IOException {
    Map<String, String> exports = new HashMap<>();
    try (InputStream in = Files.newInputStream(manifest)) {
      String header = new Manifest(in).getMainAttributes().getValue("Export-Package");
      // Commas within quotes are no separators.
      for (String clause : header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
        boolean internal = clause.contains("x-internal:=true") || clause.contains("x-friends");
        exports.put(clause.strip().split(";")[0], internal ? "internal" : "exported");
      }
    }
    return exports;
  }

  private void add(TypeElement type) {
    if (type.getModifiers().contains(Modifier.PRIVATE)
        || !elements.getPackageOf(type).getQualifiedName().toString().startsWith("org.knime.")
        || found.containsKey(internalName(type))) {
      return;
    }
    found.put(internalName(type), describe(type));
    ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::add);
    ancestors(type).forEach(this::add);
    if (type.getNestingKind() == NestingKind.MEMBER) {
      add((TypeElement) type.getEnclosingElement());
    }
  }

  /** Types that are absent are known by their simple names; the imports tell the rest. */
  private void readImports(TypeElement type) {
    TreePath path = trees.getPath(type);
    for (ImportTree tree : path.getCompilationUnit().getImports()) {
      String name = tree.getQualifiedIdentifier().toString();
      imports.put(name.substring(name.lastIndexOf('.') + 1), name);
    }
  }

  private ApiType describe(TypeElement type) {
    readImports(type);
    Set<String> flags = flags(type);
    flags.add(kind(type));
    flags.add(
        packages.getOrDefault(elements.getPackageOf(type).getQualifiedName().toString(), "hidden"));
    List<ApiMember> members = new ArrayList<>();
    for (Element element : type.getEnclosedElements()) {
      if (element instanceof VariableElement field
          && element.getKind().isField()
          && visible(element)) {
        members.add(
            new ApiMember(
                flags(field),
                field.getSimpleName().toString(),
                descriptor(field.asType()),
                List.of(),
                Optional.ofNullable(field.getConstantValue()).map(JavaText::of)));
      } else if (element instanceof ExecutableElement method && visible(element)) {
        members.add(method(type, method));
        members.addAll(bridges(type, method));
      }
    }
    return new ApiType(
        flags,
        internalName(type),
        type.getSuperclass().getKind() == TypeKind.NONE
            ? Optional.empty()
            : Optional.of(internalName(type.getSuperclass())),
        type.getInterfaces().stream().map(this::internalName).toList(),
        type.getPermittedSubclasses().stream().map(this::internalName).toList(),
        members);
  }

  private ApiMember method(TypeElement type, ExecutableElement method) {
    Set<String> flags = flags(method);
    if (method.getDefaultValue() != null) {
      flags.add("default");
    }
    return new ApiMember(
        flags,
        method.getSimpleName().toString(),
        descriptor(type, method),
        method.getThrownTypes().stream().map(t -> internalName(types.erasure(t))).sorted().toList(),
        Optional.empty());
  }

  /** The methods that the compiler adds where an overriding method's erasure is another. */
  private List<ApiMember> bridges(TypeElement type, ExecutableElement method) {
    Set<String> known =
        new TreeSet<>(
            ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .map(m -> m.getSimpleName() + descriptor(type, m))
                .toList());
    List<ApiMember> bridges = new ArrayList<>();
    for (TypeElement ancestor : ancestors(type)) {
      for (ExecutableElement other : ElementFilter.methodsIn(ancestor.getEnclosedElements())) {
        String descriptor = descriptor(ancestor, other);
        if (elements.overrides(method, other, type)
            && known.add(method.getSimpleName() + descriptor)) {
          Set<String> flags = flags(method);
          flags.removeAll(Set.of("abstract", "final"));
          flags.add("bridge");
          bridges.add(
              new ApiMember(
                  flags,
                  method.getSimpleName().toString(),
                  descriptor,
                  List.of(),
                  Optional.empty()));
        }
      }
    }
    return bridges;
  }

  private Set<TypeElement> ancestors(TypeElement type) {
    Set<TypeElement> ancestors = new LinkedHashSet<>();
    for (TypeMirror parent : types.directSupertypes(type.asType())) {
      if (parent.getKind() == TypeKind.DECLARED) {
        TypeElement element = (TypeElement) ((DeclaredType) parent).asElement();
        if (ancestors.add(element)) {
          ancestors.addAll(ancestors(element));
        }
      }
    }
    return ancestors;
  }

  private static boolean visible(Element element) {
    return element.getModifiers().contains(Modifier.PUBLIC)
        || element.getModifiers().contains(Modifier.PROTECTED)
        || element.getModifiers().contains(Modifier.ABSTRACT);
  }

  private Set<String> flags(Element element) {
    Set<String> flags = new TreeSet<>();
    for (Modifier modifier : element.getModifiers()) {
      switch (modifier) {
        case PUBLIC, PROTECTED, STATIC, ABSTRACT, FINAL, SEALED -> flags.add(modifier.toString());
        default -> {}
      }
    }
    if (elements.isDeprecated(element)) {
      flags.add("deprecated");
    }
    return flags;
  }

  private static String kind(TypeElement type) {
    return type.getKind() == ElementKind.ANNOTATION_TYPE
        ? "annotation"
        : type.getKind().toString().toLowerCase(java.util.Locale.ROOT);
  }

  private String descriptor(TypeElement type, ExecutableElement method) {
    List<TypeMirror> parameters = new ArrayList<>();
    if (method.getKind() == ElementKind.CONSTRUCTOR
        && type.getNestingKind() == NestingKind.MEMBER
        && !type.getModifiers().contains(Modifier.STATIC)) {
      parameters.add(type.getEnclosingElement().asType());
    }
    method.getParameters().forEach(p -> parameters.add(p.asType()));
    return parameters.stream().map(this::descriptor).collect(Collectors.joining("", "(", ")"))
        + descriptor(method.getReturnType());
  }

  private String descriptor(TypeMirror type) {
    TypeMirror erased = types.erasure(type);
    return switch (erased.getKind()) {
      case BOOLEAN -> "Z";
      case BYTE -> "B";
      case SHORT -> "S";
      case INT -> "I";
      case LONG -> "J";
      case CHAR -> "C";
      case FLOAT -> "F";
      case DOUBLE -> "D";
      case VOID -> "V";
      case ARRAY -> "[" + descriptor(((ArrayType) erased).getComponentType());
      default -> "L" + internalName(erased) + ";";
    };
  }

  private String internalName(TypeMirror type) {
    return internalName((TypeElement) ((DeclaredType) type).asElement());
  }

  private String internalName(TypeElement type) {
    String name = elements.getBinaryName(type).toString();
    boolean absent = type.asType().getKind() == TypeKind.ERROR && name.indexOf('.') < 0;
    return (absent ? imports.getOrDefault(name, name) : name).replace('.', '/');
  }
}
