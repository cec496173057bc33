package org.ovxai.apicheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ovxai.apicheck.Types.Found;

/** Whether what a stand-in offers is what the types of a list offer. */
final class StandInCheck {
  private static final Set<String> OF_NO_CONCERN =
      Set.of("exported", "internal", "hidden", "deprecated", "bridge");

  /** Whether constants have bodies: nobody else can extend an enum. */
  private static final Set<String> OF_NO_CONCERN_IN_ENUMS = Set.of("final", "sealed", "abstract");

  private final Types types;

  /**
   * @param listed KNIME's types
   */
  StandInCheck(Map<String, ApiType> listed) {
    this.types = new Types(listed);
  }

  /** One line a difference; empty if the type offers nothing that KNIME does not. */
  List<String> problems(ApiType standIn) {
    String name = standIn.name();
    Optional<ApiType> found = types.find(name);
    if (found.isEmpty()) {
      return List.of(name + ": is not on the list");
    }
    ApiType real = found.get();
    List<String> problems = new ArrayList<>();
    Set<String> flags = flags(standIn, standIn.flags());
    Set<String> realFlags = flags(standIn, real.flags());
    if (!flags.equals(realFlags)) {
      problems.add("is " + flags + ", KNIME's is " + realFlags);
    }
    Stream.concat(standIn.superclass().stream(), standIn.interfaces().stream())
        .filter(parent -> !types.isSubtype(name, parent))
        .forEach(parent -> problems.add("is a " + parent + ", KNIME's is not"));
    standIn.members().stream()
        .filter(m -> m.is("public") || m.is("protected"))
        .filter(m -> !m.is("bridge") && !m.name().equals("<clinit>"))
        .forEach(m -> check(standIn, m).ifPresent(problems::add));
    return problems.stream().map(p -> name + ": " + p).toList();
  }

  private Optional<String> check(ApiType type, ApiMember member) {
    String text = member.name() + member.descriptor();
    Optional<Found> found = types.resolve(type.name(), member.name(), member.descriptor());
    if (found.isEmpty()) {
      return Optional.of("has " + text + ", KNIME's has not");
    }
    ApiMember real = found.get().member();
    Set<String> flags = flags(type, member.flags());
    Set<String> realFlags = flags(type, real.flags());
    if (member.is("abstract") && !real.is("abstract")) {
      flags.remove("abstract"); // Asks more of those who implement it.
    }
    if (!flags.equals(realFlags)) {
      return Optional.of(text + " is " + flags + ", KNIME's is " + realFlags);
    }
    // Exceptions of libraries that the stand-in does without cannot be declared by it.
    List<String> exceptions =
        real.exceptions().stream().filter(e -> types.find(e).isPresent()).toList();
    if (!exceptions.equals(member.exceptions())) {
      return Optional.of(
          text + " throws " + member.exceptions() + ", KNIME's throws " + real.exceptions());
    }
    if (!real.constant().equals(member.constant())) {
      return Optional.of(text + " is " + member.constant() + ", KNIME's is " + real.constant());
    }
    return Optional.empty();
  }

  private static Set<String> flags(ApiType type, Set<String> all) {
    Set<String> flags = new TreeSet<>(all);
    flags.removeAll(OF_NO_CONCERN);
    if (type.is("enum")) {
      flags.removeAll(OF_NO_CONCERN_IN_ENUMS);
    }
    return flags;
  }
}
