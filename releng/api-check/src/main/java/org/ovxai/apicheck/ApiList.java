package org.ovxai.apicheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The list of types, a text file: a line a type, followed by a line a member, which starts with a
 * blank: {@code flags name(parameters)result throws exceptions} or {@code flags name:type =
 * constant}. Lines that start with {@code #} are comments.
 */
final class ApiList {
  private static final Set<String> FLAGS =
      Set.of(
          "exported",
          "internal",
          "hidden",
          "deprecated",
          "public",
          "protected",
          "static",
          "abstract",
          "final",
          "sealed",
          "bridge",
          "default",
          "class",
          "interface",
          "annotation",
          "enum",
          "record");

  private ApiList() {}

  /** Reads a list; types by internal name. */
  static Map<String, ApiType> read(Path file) throws IOException {
    Map<String, ApiType> types = new TreeMap<>();
    ApiType type = null;
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(" ")) {
        type.members().add(member(line));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        type = type(line);
        types.put(type.name(), type);
      }
    }
    return types;
  }

  /** Writes a list. */
  static void write(Path file, List<String> comments, Collection<ApiType> types)
      throws IOException {
    List<String> lines = new ArrayList<>();
    comments.forEach(c -> lines.add("# " + c));
    types.stream()
        .sorted(Comparator.comparing(ApiType::name))
        .forEach(
            type -> {
              lines.add(line(type));
              type.members().stream().map(ApiList::line).sorted().forEach(lines::add);
            });
    Files.write(file, lines);
  }

  private static String line(ApiType type) {
    return Stream.of(
            words(type.flags()),
            type.name(),
            type.superclass().map(s -> "extends " + s).orElse(""),
            type.interfaces().isEmpty() ? "" : "implements " + String.join(",", type.interfaces()),
            type.permits().isEmpty() ? "" : "permits " + String.join(",", type.permits()))
        .filter(s -> !s.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String line(ApiMember member) {
    return Stream.of(
            words(member.flags()),
            member.name() + (member.isMethod() ? "" : ":") + member.descriptor(),
            member.exceptions().isEmpty() ? "" : "throws " + String.join(",", member.exceptions()),
            member.constant().map(c -> "= " + c).orElse(""))
        .filter(s -> !s.isEmpty())
        .collect(Collectors.joining(" ", " ", ""));
  }

  private static String words(Set<String> flags) {
    return flags.stream().sorted().collect(Collectors.joining(" "));
  }

  private static ApiType type(String line) {
    List<String> words = List.of(line.split(" "));
    Set<String> flags = flags(words);
    return new ApiType(
        flags,
        words.get(flags.size()),
        after(words, "extends"),
        after(words, "implements").map(s -> List.of(s.split(","))).orElse(List.of()),
        after(words, "permits").map(s -> List.of(s.split(","))).orElse(List.of()),
        new ArrayList<>());
  }

  private static ApiMember member(String line) {
    int equals = line.indexOf(" = ");
    List<String> words = List.of(line.substring(1, equals < 0 ? line.length() : equals).split(" "));
    Set<String> flags = flags(words);
    String[] parts = words.get(flags.size()).split(":|(?=\\()", 2);
    return new ApiMember(
        flags,
        parts[0],
        parts[1],
        after(words, "throws").map(s -> List.of(s.split(","))).orElse(List.of()),
        equals < 0 ? Optional.empty() : Optional.of(line.substring(equals + 3)));
  }

  private static Set<String> flags(List<String> words) {
    return words.stream().takeWhile(FLAGS::contains).collect(Collectors.toSet());
  }

  private static Optional<String> after(List<String> words, String key) {
    int index = words.indexOf(key);
    return index < 0 ? Optional.empty() : Optional.of(words.get(index + 1));
  }
}
