package org.ovxai.apicheck;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ovxai.apicheck.Types.Found;
import org.ovxai.apicheck.Uses.Annotation;
import org.ovxai.apicheck.Uses.Lambda;
import org.ovxai.apicheck.Uses.Member;

/**
 * Whether compiled classes link against the types of a list: all that they name is there, with the
 * same descriptor, kind and access; what they extend may be extended, and is complete.
 */
final class LinkCheck {
  private static final String KNIME = "org/knime/";

  private final Types types;
  private final boolean internalAllowed;

  /** Exceptions that exported types declare, wherever they lie. */
  private final Set<String> declared;

  private final Set<String> problems = new LinkedHashSet<>();

  /**
   * @param listed KNIME's types
   * @param own the classes of all bundles
   * @param internalAllowed whether packages may be used that KNIME marks as internal
   */
  LinkCheck(Map<String, ApiType> listed, Map<String, ClassFile> own, boolean internalAllowed) {
    Map<String, ApiType> all = new TreeMap<>(listed);
    own.forEach((name, file) -> all.put(name, file.type()));
    this.types = new Types(all);
    this.internalAllowed = internalAllowed;
    this.declared =
        listed.values().stream()
            .filter(t -> t.is("exported"))
            .flatMap(t -> t.members().stream())
            .flatMap(m -> m.exceptions().stream())
            .collect(Collectors.toSet());
  }

  /** One line a problem; empty if the class links. */
  List<String> problems(ClassFile file) {
    problems.clear();
    String name = file.type().name();
    Uses uses = Uses.of(file);
    uses.types().stream().filter(t -> t.startsWith(KNIME)).forEach(this::checkType);
    uses.members().forEach(m -> checkMember(name, m));
    uses.lambdas().stream().filter(l -> l.type().startsWith(KNIME)).forEach(this::checkLambda);
    uses.annotations().stream()
        .filter(a -> a.type().startsWith(KNIME))
        .forEach(this::checkAnnotation);
    checkInheritance(file.type());
    return problems.stream().map(p -> name + ": " + p).toList();
  }

  private void checkType(String name) {
    Optional<ApiType> found = types.find(name);
    if (found.isEmpty()) {
      problems.add(name + " is not on the list");
      return;
    }
    ApiType type = found.get();
    if (!type.is("public") && !type.is("protected")) {
      problems.add(name + " is not public");
    }
    if (type.is("hidden")) {
      problems.add(name + " is in a package that its bundle does not export");
    }
    if (type.is("internal") && !internalAllowed && !declared.contains(name)) {
      problems.add(name + " is internal");
    }
    if (type.is("deprecated")) {
      problems.add(name + " is deprecated");
    }
  }

  private void checkMember(String user, Member use) {
    Optional<ApiType> owner = types.find(use.owner());
    if (owner.isEmpty()) {
      return; // A type of no concern here, or one that checkType reports.
    }
    Optional<Found> resolved = types.resolve(use.owner(), use.name(), use.descriptor());
    if (resolved.isEmpty()) {
      if (reachesKnime(use.owner())) {
        problems.add(use + " does not exist");
      }
      return;
    }
    Found found = resolved.get();
    if (!found.type().name().startsWith(KNIME)) {
      return;
    }
    if (use.isMethod() && use.onInterface() != owner.get().isInterface()) {
      problems.add(use + " is called as if its owner was " + kind(use.onInterface()));
    }
    if (use.isStatic() != found.member().is("static")) {
      problems.add(use + (use.isStatic() ? " is not static" : " is static"));
    }
    if (!found.member().is("public")
        && !(found.member().is("protected") && types.isSubtype(user, found.type().name()))) {
      problems.add(use + " is not accessible");
    }
    if (found.member().is("deprecated")) {
      problems.add(use + " is deprecated");
    }
  }

  private boolean reachesKnime(String type) {
    return types.ancestors(type).keySet().stream().anyMatch(a -> a.startsWith(KNIME));
  }

  private static String kind(boolean isInterface) {
    return isInterface ? "an interface" : "a class";
  }

  private void checkLambda(Lambda use) {
    Optional<Found> found = types.resolve(use.type(), use.name(), use.descriptor());
    if (found.isEmpty() || !found.get().member().is("abstract")) {
      problems.add(
          use.type()
              + " has no abstract method "
              + use.name()
              + use.descriptor()
              + " for a lambda");
      return;
    }
    for (Found other : abstractMethods(use.type())) {
      if (!other.member().isCalled(use.name(), use.descriptor())) {
        problems.add(
            use.type() + " is implemented by a lambda, and also has " + other.member().name());
      }
    }
  }

  private List<Found> abstractMethods(String type) {
    return types.ancestors(type).values().stream()
        .flatMap(Optional::stream)
        .flatMap(
            a ->
                a.members().stream()
                    .filter(ApiMember::isMethod)
                    .map(m -> types.resolve(type, m.name(), m.descriptor()).orElseThrow()))
        .filter(f -> f.member().is("abstract"))
        .distinct()
        .toList();
  }

  private void checkAnnotation(Annotation use) {
    Optional<ApiType> found = types.find(use.type());
    if (found.isEmpty()) {
      return;
    }
    ApiType type = found.get();
    use.elements()
        .forEach(
            (name, value) -> {
              if (type.members().stream()
                  .noneMatch(
                      m ->
                          m.name().equals(name)
                              && (m.descriptor().equals("()" + value)
                                  || value.equals("[") && m.descriptor().startsWith("()[")))) {
                problems.add("@" + use.type() + " has no element " + name + " of type " + value);
              }
            });
    for (ApiMember member : type.members()) {
      if (member.isMethod()
          && !member.is("default")
          && !use.elements().containsKey(member.name())) {
        problems.add("@" + use.type() + " needs the element " + member.name());
      }
    }
  }

  private void checkInheritance(ApiType type) {
    if (!reachesKnime(type.name())) {
      return;
    }
    Map<String, Optional<ApiType>> ancestors = types.ancestors(type.name());
    ancestors.forEach(
        (name, ancestor) -> {
          if (ancestor.isEmpty()) {
            problems.add(name + ", an ancestor, is not on the list");
          }
        });
    type.superclass().flatMap(types::find).ifPresent(parent -> checkParent(type, parent, false));
    type.interfaces().stream()
        .flatMap(i -> types.find(i).stream())
        .forEach(parent -> checkParent(type, parent, true));
    ancestors.values().stream()
        .flatMap(Optional::stream)
        .filter(a -> a.name().startsWith(KNIME))
        .forEach(a -> checkOverrides(type, a));
    if (!type.is("abstract") && !type.isInterface()) {
      abstractMethods(type.name()).stream()
          .filter(f -> f.type().name().startsWith(KNIME))
          .forEach(f -> problems.add(describe(f) + " is not implemented"));
    }
  }

  private void checkParent(ApiType type, ApiType parent, boolean asInterface) {
    if (!parent.name().startsWith(KNIME)) {
      return;
    }
    if (parent.isInterface() != asInterface) {
      problems.add(parent.name() + " is not " + kind(asInterface));
    }
    if (parent.is("final")) {
      problems.add(parent.name() + " is final");
    }
    if (parent.is("sealed") && !parent.permits().contains(type.name())) {
      problems.add(parent.name() + " is sealed");
    }
  }

  private void checkOverrides(ApiType type, ApiType ancestor) {
    for (ApiMember own : type.members()) {
      if (!own.isMethod() || own.name().equals("<init>") || own.is("private")) {
        continue;
      }
      Optional<ApiMember> overridden = ancestor.member(own.name(), own.descriptor());
      if (overridden.isEmpty()) {
        continue;
      }
      Found found = new Found(ancestor, overridden.get());
      if (overridden.get().is("final")) {
        problems.add(describe(found) + " is final");
      }
      if (overridden.get().is("static") != own.is("static")
          && !(ancestor.isInterface() && overridden.get().is("static"))) {
        problems.add(describe(found) + " differs in being static");
      }
      if (overridden.get().is("public") && !own.is("public")) {
        problems.add(describe(found) + " is public");
      }
    }
  }

  private static String describe(Found found) {
    return found.type().name() + "." + found.member().name() + found.member().descriptor();
  }
}
