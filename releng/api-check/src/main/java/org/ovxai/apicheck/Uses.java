package org.ovxai.apicheck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * What a compiled class needs of others.
 *
 * @param types internal names, also of types that are only named in generic signatures
 * @param members fields and methods that instructions and method references name
 * @param lambdas interfaces that lambdas and method references implement
 */
record Uses(
    Set<String> types, Set<Member> members, Set<Lambda> lambdas, List<Annotation> annotations) {

  /** A field or method; {@code onInterface} is what the instruction takes its owner for. */
  record Member(
      String owner, String name, String descriptor, boolean isStatic, boolean onInterface) {
    boolean isMethod() {
      return descriptor.startsWith("(");
    }

    @Override
    public String toString() {
      return owner + "." + name + (isMethod() ? "" : ":") + descriptor;
    }
  }

  /** An interface's only method, implemented by a lambda. */
  record Lambda(String type, String name, String descriptor) {}

  /**
   * An annotation.
   *
   * @param elements descriptors of the values given, by element; {@code [} for an empty array
   */
  record Annotation(String type, Map<String, String> elements) {}

  static Uses of(ClassFile file) {
    Uses uses =
        new Uses(
            new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>(), new ArrayList<>());
    ClassReader reader = new ClassReader(file.bytes());
    reader.accept(
        new ClassRemapper(
            null,
            new Remapper() {
              @Override
              public String map(String name) {
                uses.types().add(name);
                return name;
              }
            }),
        0);
    reader.accept(uses.new Classes(), ClassReader.SKIP_DEBUG);
    return uses;
  }

  private AnnotationVisitor annotation(String descriptor) {
    Map<String, String> elements = new LinkedHashMap<>();
    annotations.add(new Annotation(Type.getType(descriptor).getInternalName(), elements));
    return new Values(elements);
  }

  private void add(Handle handle) {
    boolean isStatic =
        switch (handle.getTag()) {
          case Opcodes.H_GETSTATIC, Opcodes.H_PUTSTATIC, Opcodes.H_INVOKESTATIC -> true;
          default -> false;
        };
    members.add(
        new Member(
            handle.getOwner(), handle.getName(), handle.getDesc(), isStatic, handle.isInterface()));
  }

  private final class Classes extends ClassVisitor {
    Classes() {
      super(Opcodes.ASM9);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return annotation(descriptor);
    }

    @Override
    public AnnotationVisitor visitTypeAnnotation(
        int reference, TypePath path, String descriptor, boolean visible) {
      return annotation(descriptor);
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      return new FieldVisitor(Opcodes.ASM9) {
        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
          return annotation(descriptor);
        }
      };
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(
        String name, String descriptor, String signature) {
      return new RecordComponentVisitor(Opcodes.ASM9) {
        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
          return annotation(descriptor);
        }
      };
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new Instructions();
    }
  }

  private final class Instructions extends MethodVisitor {
    Instructions() {
      super(Opcodes.ASM9);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return annotation(descriptor);
    }

    @Override
    public AnnotationVisitor visitParameterAnnotation(
        int parameter, String descriptor, boolean visible) {
      return annotation(descriptor);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
      members.add(new Member(owner, name, descriptor, isStatic, false));
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean onInterface) {
      if (!owner.startsWith("[")) {
        members.add(
            new Member(owner, name, descriptor, opcode == Opcodes.INVOKESTATIC, onInterface));
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      for (Object argument : arguments) {
        if (argument instanceof Handle handle) {
          add(handle);
        }
      }
      if (bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
        lambdas.add(
            new Lambda(
                Type.getReturnType(descriptor).getInternalName(),
                name,
                ((Type) arguments[0]).getDescriptor()));
      }
    }
  }

  private final class Values extends AnnotationVisitor {
    private final Map<String, String> elements;

    Values(Map<String, String> elements) {
      super(Opcodes.ASM9);
      this.elements = elements;
    }

    @Override
    public void visit(String name, Object value) {
      elements.put(name, descriptor(value));
    }

    @Override
    public void visitEnum(String name, String descriptor, String value) {
      elements.put(name, descriptor);
      constant(descriptor, value);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String name, String descriptor) {
      elements.put(name, descriptor);
      return annotation(descriptor);
    }

    @Override
    public AnnotationVisitor visitArray(String name) {
      elements.put(name, "[");
      return new AnnotationVisitor(Opcodes.ASM9) {
        @Override
        public void visit(String none, Object value) {
          elements.put(name, "[" + descriptor(value));
        }

        @Override
        public void visitEnum(String none, String descriptor, String value) {
          elements.put(name, "[" + descriptor);
          constant(descriptor, value);
        }

        @Override
        public AnnotationVisitor visitAnnotation(String none, String descriptor) {
          elements.put(name, "[" + descriptor);
          return annotation(descriptor);
        }
      };
    }

    private void constant(String descriptor, String name) {
      String owner = Type.getType(descriptor).getInternalName();
      members.add(new Member(owner, name, descriptor, true, false));
    }

    private static String descriptor(Object value) {
      return value instanceof Type
          ? "Ljava/lang/Class;"
          : value instanceof String ? "Ljava/lang/String;" : Type.getDescriptor(primitive(value));
    }

    private static Class<?> primitive(Object value) {
      return java.lang.invoke.MethodType.methodType(value.getClass()).unwrap().returnType();
    }
  }
}
