package org.ovxai.apicheck;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A field, method or constructor that other bundles can see.
 *
 * @param flags modifiers in Java's words, and {@code deprecated}, {@code bridge}, {@code default}
 *     (an annotation element with a default)
 * @param name constructors are {@code <init>}
 * @param descriptor of the erased type, as in class files
 * @param exceptions internal names of the declared exceptions, sorted
 * @param constant a constant's value as Java text, which compilers copy into other classes
 */
record ApiMember(
    Set<String> flags,
    String name,
    String descriptor,
    List<String> exceptions,
    Optional<String> constant) {

  boolean isMethod() {
    return descriptor.startsWith("(");
  }

  boolean is(String flag) {
    return flags.contains(flag);
  }

  /** Whether the name and the descriptor are these. */
  boolean isCalled(String otherName, String otherDescriptor) {
    return name.equals(otherName) && descriptor.equals(otherDescriptor);
  }
}
