package org.ovxai.apicheck;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All types known, and how Java finds members in them. Types of the runtime are known too. */
final class Types {
  private final Map<String, ApiType> types;
  private final Map<String, Optional<ApiType>> runtime = new HashMap<>();

  /**
   * A member and the type that declares it.
   *
   * @param type the declaring type
   */
  record Found(ApiType type, ApiMember member) {}

  Types(Map<String, ApiType> types) {
    this.types = types;
  }

  Optional<ApiType> find(String name) {
    ApiType type = types.get(name);
    return type != null
        ? Optional.of(type)
        : runtime.computeIfAbsent(name, n -> ClassFile.ofRuntime(n).map(ClassFile::type));
  }

  /**
   * The member that an instruction finds: in the type, in its superclasses, then in interfaces,
   * where one with a body goes first.
   */
  Optional<Found> resolve(String type, String name, String descriptor) {
    Optional<Found> inClasses =
        classes(type)
            .flatMap(t -> t.member(name, descriptor).map(m -> new Found(t, m)).stream())
            .findFirst();
    return inClasses.isPresent()
        ? inClasses
        : ancestors(type).values().stream()
            .flatMap(Optional::stream)
            .flatMap(t -> t.member(name, descriptor).map(m -> new Found(t, m)).stream())
            .min((a, b) -> Boolean.compare(a.member().is("abstract"), b.member().is("abstract")));
  }

  /** The type and its superclasses; an interface's is {@code Object}. */
  private Stream<ApiType> classes(String type) {
    return Stream.iterate(
            find(type),
            Optional::isPresent,
            t ->
                t.get().isInterface()
                    ? find("java/lang/Object")
                    : t.get().superclass().flatMap(this::find))
        .map(Optional::get);
  }

  /** The type and all it inherits from, by name; empty for those that are not known. */
  Map<String, Optional<ApiType>> ancestors(String type) {
    Map<String, Optional<ApiType>> ancestors = new LinkedHashMap<>();
    addAncestors(type, ancestors);
    return ancestors;
  }

  private void addAncestors(String name, Map<String, Optional<ApiType>> ancestors) {
    if (ancestors.containsKey(name)) {
      return;
    }
    Optional<ApiType> type = find(name);
    ancestors.put(name, type);
    type.ifPresent(
        t -> {
          t.superclass().ifPresent(s -> addAncestors(s, ancestors));
          t.interfaces().forEach(i -> addAncestors(i, ancestors));
        });
  }

  boolean isSubtype(String type, String ancestor) {
    return ancestors(type).containsKey(ancestor);
  }
}
