package org.ovxai.apicheck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A compiled class or interface.
 *
 * @param type all its members, private ones too
 */
record ClassFile(ApiType type, byte[] bytes) {

  /** The classes below a folder, by internal name. */
  static Map<String, ClassFile> allIn(Path folder) throws IOException {
    Map<String, ClassFile> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.equals("module-info.class")) {
          ClassFile read = of(Files.readAllBytes(file));
          classes.put(read.type().name(), read);
        }
      }
    }
    return classes;
  }

  /** A class of the Java runtime. */
  static Optional<ClassFile> ofRuntime(String name) {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      return in == null ? Optional.empty() : Optional.of(of(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ClassFile of(byte[] bytes) {
    Description description = new Description();
    new ClassReader(bytes).accept(description, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return new ClassFile(description.type(), bytes);
  }

  private static final class Description extends ClassVisitor {
    private final List<ApiMember> members = new ArrayList<>();
    private final List<String> permits = new ArrayList<>();
    private String name = "";
    private int access;
    private String superclass;
    private List<String> interfaces = List.of();

    Description() {
      super(Opcodes.ASM9);
    }

    ApiType type() {
      Set<String> flags = flags(access);
      flags.add(kind());
      if (!permits.isEmpty()) {
        flags.add("sealed");
      }
      return new ApiType(
          flags,
          name,
          is(Opcodes.ACC_INTERFACE) ? Optional.empty() : Optional.ofNullable(superclass),
          interfaces,
          permits,
          members);
    }

    private boolean is(int flag) {
      return (access & flag) != 0;
    }

    private String kind() {
      if (is(Opcodes.ACC_ANNOTATION)) {
        return "annotation";
      }
      if (is(Opcodes.ACC_INTERFACE)) {
        return "interface";
      }
      if (is(Opcodes.ACC_ENUM)) {
        return "enum";
      }
      return is(Opcodes.ACC_RECORD) ? "record" : "class";
    }

    @Override
    public void visit(
        int version, int flags, String ownName, String signature, String parent, String[] parents) {
      name = ownName;
      access = flags;
      superclass = parent;
      interfaces = List.of(parents);
    }

    @Override
    public void visitInnerClass(String nested, String outer, String simpleName, int flags) {
      if (nested.equals(name)) {
        access = flags | access & Opcodes.ACC_RECORD;
      }
    }

    @Override
    public void visitPermittedSubclass(String permitted) {
      permits.add(permitted);
    }

    @Override
    public FieldVisitor visitField(
        int flags, String field, String descriptor, String signature, Object value) {
      members.add(
          new ApiMember(flags(flags), field, descriptor, List.of(), constant(descriptor, value)));
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int flags, String method, String descriptor, String signature, String[] exceptions) {
      Set<String> words = flags(flags);
      if ((flags & Opcodes.ACC_BRIDGE) != 0) {
        words.add("bridge");
      }
      members.add(
          new ApiMember(
              words,
              method,
              descriptor,
              exceptions == null ? List.of() : Arrays.stream(exceptions).sorted().toList(),
              Optional.empty()));
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public AnnotationVisitor visitAnnotationDefault() {
          words.add("default");
          return null;
        }
      };
    }

    private static Optional<String> constant(String descriptor, Object value) {
      if (value == null) {
        return Optional.empty();
      }
      Object typed =
          switch (descriptor) {
            case "Z" -> (Integer) value != 0;
            case "C" -> (char) (int) (Integer) value;
            case "B" -> ((Integer) value).byteValue();
            case "S" -> ((Integer) value).shortValue();
            default -> value;
          };
      return Optional.of(JavaText.of(typed));
    }

    private static Set<String> flags(int access) {
      Set<String> flags = new TreeSet<>();
      add(flags, access, Opcodes.ACC_PUBLIC, "public");
      add(flags, access, Opcodes.ACC_PROTECTED, "protected");
      add(flags, access, Opcodes.ACC_PRIVATE, "private");
      add(flags, access, Opcodes.ACC_STATIC, "static");
      add(flags, access, Opcodes.ACC_ABSTRACT, "abstract");
      add(flags, access, Opcodes.ACC_FINAL, "final");
      add(flags, access, Opcodes.ACC_DEPRECATED, "deprecated");
      return flags;
    }

    private static void add(Set<String> flags, int access, int flag, String word) {
      if ((access & flag) != 0) {
        flags.add(word);
      }
    }
  }
}
