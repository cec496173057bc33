package org.ovxai.apicheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes compiled against one API, beside a list that says something else. */
class LinkCheckTest {
  private static final String API =
      """
      package org.knime.a;
      public abstract class Api implements Comparable<Api> {
        public static final String NAME = "a";
        public int field;
        protected Api(int i) {}
        public static void make() {}
        public final void fixed() {}
        protected void inherited() {}
        public abstract Number todo(long l) throws java.io.IOException;
        public int compareTo(Api other) { return 0; }
        @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
        public @interface Mark { Choice value(); String text() default ""; int[] numbers() default {}; }
        public enum Choice { ONE, TWO }
        public interface Step { void go(Choice choice); default void stay() {} }
        public record Pair(int a, Api b) {}
      }
      """;

  private static final String USER =
      """
      package org.ovxai.user;
      import org.knime.a.Api;
      @Api.Mark(value = Api.Choice.ONE, numbers = {1, 2})
      public class User extends Api {
        User() { super(1); }
        public Integer todo(long l) { inherited(); return new Pair(1, this).a() + field; }
        void steps() {
          Api.make();
          fixed();
          Step step = c -> {};
          step.stay();
          Step other = System.out::println;
        }
      }
      """;

  @TempDir Path folder;
  private List<String> list = List.of();
  private Map<String, ClassFile> user = Map.of();

  @BeforeEach
  void compile() throws IOException {
    Path sources = Files.createDirectories(folder.resolve("api/src/org/knime/a"));
    Files.writeString(sources.resolve("Api.java"), API);
    Path manifest = Files.createDirectories(folder.resolve("api/META-INF")).resolve("MANIFEST.MF");
    Files.writeString(
        manifest, "Manifest-Version: 1.0\nExport-Package: org.knime.a;x=\"1,2\",org.knime.b\n");
    Path file = folder.resolve("list");
    ApiList.write(
        file,
        List.of("a comment"),
        SourceApi.read(
                List.of(folder.resolve("api")),
                java.util.Set.of("org.knime.a.Api"),
                java.util.Set.of())
            .values());
    list = Files.readAllLines(file);
    user = compile(USER);
  }

  private Map<String, ClassFile> compile(String source) throws IOException {
    Path file = Files.createDirectories(folder.resolve("org/ovxai/user")).resolve("User.java");
    Files.writeString(file, source);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                classes.toString(),
                "-sourcepath",
                folder.resolve("api/src").toString(),
                file.toString());
    assertEquals(0, result);
    Map<String, ClassFile> own = new TreeMap<>(ClassFile.allIn(classes));
    own.keySet().removeIf(n -> n.startsWith("org/knime/"));
    return own;
  }

  private List<String> problems(Map<String, ClassFile> classes) throws IOException {
    Path file = folder.resolve("changed");
    Files.write(file, list);
    LinkCheck check = new LinkCheck(ApiList.read(file), classes, false);
    return classes.values().stream().flatMap(c -> check.problems(c).stream()).toList();
  }

  private void expect(String problem) throws IOException {
    List<String> problems = problems(user);
    assertEquals(List.of("org/ovxai/user/User: " + problem), problems);
  }

  private void change(String from, String to) {
    List<String> changed = list.stream().map(l -> l.replace(from, to)).toList();
    assertTrue(!changed.equals(list), "the list has no " + from + ": " + list);
    list = changed;
  }

  private void remove(String line) {
    List<String> changed = new ArrayList<>(list);
    assertTrue(changed.removeIf(l -> l.contains(line)), "the list has no " + line + ": " + list);
    list = changed;
  }

  @Test
  void findsNothingWhereAllIsAsCompiled() throws IOException {
    assertEquals(List.of(), problems(user));
  }

  @Test
  void listSaysWhatTheCompilerMakes() throws IOException {
    Map<String, ApiType> listed = ApiList.read(folder.resolve("list"));
    try (Stream<Path> files = Files.walk(folder.resolve("classes/org/knime"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        ApiType compiled = ClassFile.of(Files.readAllBytes(file)).type();
        ApiType type = listed.get(compiled.name());
        assertEquals(List.of(), new StandInCheck(listed).problems(compiled));
        assertEquals(compiled.superclass(), type.superclass());
        assertEquals(compiled.interfaces(), type.interfaces());
        for (ApiMember member : type.members()) {
          ApiMember other = compiled.member(member.name(), member.descriptor()).orElseThrow();
          assertEquals(member, other);
        }
      }
    }
  }

  @Test
  void missingMethod() throws IOException {
    remove("make()");
    expect("org/knime/a/Api.make()V does not exist");
  }

  @Test
  void missingInheritedMethod() throws IOException {
    remove("inherited()");
    expect("org/ovxai/user/User.inherited()V does not exist");
  }

  @Test
  void otherReturnType() throws IOException {
    change("fixed()V", "fixed()I");
    expect("org/ovxai/user/User.fixed()V does not exist");
  }

  @Test
  void otherConstructor() throws IOException {
    change("<init>(I)V", "<init>(J)V");
    expect("org/knime/a/Api.<init>(I)V does not exist");
  }

  @Test
  void missingField() throws IOException {
    remove("field:I");
    expect("org/ovxai/user/User.field:I does not exist");
  }

  @Test
  void missingRecordComponent() throws IOException {
    remove(" a()I");
    expect("org/knime/a/Api$Pair.a()I does not exist");
  }

  @Test
  void noLongerStatic() throws IOException {
    change("public static make()", "public make()");
    expect("org/knime/a/Api.make()V is not static");
  }

  @Test
  void interfaceBecomesAClass() throws IOException {
    change("abstract exported interface", "abstract class exported");
    expect("org/knime/a/Api$Step.stay()V is called as if its owner was an interface");
  }

  @Test
  void overriddenMethodBecomesFinal() throws IOException {
    change("abstract public todo", "final public todo");
    expect("org/knime/a/Api.todo(J)Ljava/lang/Number; is final");
  }

  @Test
  void abstractMethodIsAdded() throws IOException {
    change(" abstract public todo", " abstract public other()V\n abstract public todo");
    expect("org/knime/a/Api.other()V is not implemented");
  }

  @Test
  void bridgesImplementWhatTheyBridge() throws IOException {
    remove("compareTo(Ljava/lang/Object;)I");
    assertEquals(List.of(), problems(user), "java.lang.Comparable is no concern of the list");
    change("implements java/lang/Comparable", "implements org/knime/a/Comparable");
    list = new ArrayList<>(list);
    list.addAll(
        List.of(
            "abstract exported interface public org/knime/a/Comparable",
            " abstract public compareTo(Ljava/lang/Object;)I"));
    expect("org/knime/a/Comparable.compareTo(Ljava/lang/Object;)I is not implemented");
  }

  @Test
  void finalClass() throws IOException {
    change(
        "abstract class exported public org/knime/a/Api",
        "class exported final public org/knime/a/Api");
    expect("org/knime/a/Api is final");
  }

  @Test
  void sealedClass() throws IOException {
    change(
        "abstract class exported public org/knime/a/Api extends java/lang/Object",
        "abstract class exported public sealed org/knime/a/Api extends java/lang/Object permits a/B");
    expect("org/knime/a/Api is sealed");
  }

  @Test
  void lambdaForAMethodThatChanged() throws IOException {
    change("go(Lorg/knime/a/Api$Choice;)V", "go(Lorg/knime/a/Api;)V");
    expect(
        "org/knime/a/Api$Step has no abstract method go(Lorg/knime/a/Api$Choice;)V for a lambda");
  }

  @Test
  void lambdaForTwoMethods() throws IOException {
    change(" public stay()V", " abstract public stay()V");
    expect("org/knime/a/Api$Step is implemented by a lambda, and also has stay");
  }

  @Test
  void annotationElementOfAnotherType() throws IOException {
    change("numbers()[I", "numbers()[J");
    expect("@org/knime/a/Api$Mark has no element numbers of type [I");
  }

  @Test
  void annotationElementThatMustBeGiven() throws IOException {
    change("default public text()", "public text()");
    expect("@org/knime/a/Api$Mark needs the element text");
  }

  @Test
  void missingEnumConstant() throws IOException {
    remove("ONE");
    expect("org/knime/a/Api$Choice.ONE:Lorg/knime/a/Api$Choice; does not exist");
  }

  @Test
  void notAccessible() throws IOException {
    change("public static make()", "static make()");
    expect("org/knime/a/Api.make()V is not accessible");
  }

  @Test
  void internalHiddenAndDeprecatedTypes() throws IOException {
    change("exported final public record", "deprecated internal final public record");
    assertEquals(
        List.of(
            "org/ovxai/user/User: org/knime/a/Api$Pair is internal",
            "org/ovxai/user/User: org/knime/a/Api$Pair is deprecated"),
        problems(user));
    change("deprecated internal", "hidden");
    expect("org/knime/a/Api$Pair is in a package that its bundle does not export");
  }

  @Test
  void typeThatIsNotListed() throws IOException {
    remove("org/knime/a/Api$Pair ");
    assertTrue(
        problems(user).contains("org/ovxai/user/User: org/knime/a/Api$Pair is not on the list"));
  }

  @Test
  void standInThatOffersMore() throws IOException {
    remove("fixed()");
    change("= \"a\"", "= \"b\"");
    change(" throws java/io/IOException", "");
    ApiType compiled =
        ClassFile.of(Files.readAllBytes(folder.resolve("classes/org/knime/a/Api.class"))).type();
    Path file = folder.resolve("changed");
    Files.write(file, list);
    assertEquals(
        List.of(
            "org/knime/a/Api: NAMELjava/lang/String; is Optional[\"a\"], KNIME's is Optional[\"b\"]",
            "org/knime/a/Api: has fixed()V, KNIME's has not",
            "org/knime/a/Api: todo(J)Ljava/lang/Number; throws [java/io/IOException], KNIME's"
                + " throws []"),
        new StandInCheck(ApiList.read(file)).problems(compiled));
  }
}
