package org.ovxai.apicheck;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A class or interface, by what other bundles can see of it.
 *
 * @param flags modifiers and kind in Java's words; {@code exported}, {@code internal} (exported
 *     with a warning) or {@code hidden} for its package
 * @param name internal name, such as {@code java/util/Map$Entry}
 * @param superclass empty for interfaces and {@code Object}
 */
record ApiType(
    Set<String> flags,
    String name,
    Optional<String> superclass,
    List<String> interfaces,
    List<String> permits,
    List<ApiMember> members) {

  boolean is(String flag) {
    return flags.contains(flag);
  }

  boolean isInterface() {
    return is("interface") || is("annotation");
  }

  Optional<ApiMember> member(String memberName, String descriptor) {
    return members.stream().filter(m -> m.isCalled(memberName, descriptor)).findFirst();
  }
}
