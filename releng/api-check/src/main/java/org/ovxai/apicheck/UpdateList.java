package org.ovxai.apicheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the list anew from KNIME's sources; see {@code releng/api-check/README.md}. */
final class UpdateList {
  private UpdateList() {}

  /**
   * Lists what was listed, what the stand-in has, and what is named.
   *
   * @param args the list, the folder of the stand-in, a text that says which version it is, then
   *     folders of KNIME's bundles and canonical names of further types
   */
  public static void main(String[] args) throws IOException {
    Path list = Path.of(args[0]);
    List<Path> bundles = new ArrayList<>();
    Set<String> standIn = standIn(Path.of(args[1]));
    Set<String> names = new TreeSet<>();
    for (String argument : List.of(args).subList(3, args.length)) {
      Path folder = Path.of(argument);
      if (Files.isDirectory(folder)) {
        bundles.add(folder);
      } else {
        names.add(argument);
      }
    }
    if (Files.exists(list)) {
      ApiList.read(list)
          .keySet()
          .forEach(n -> names.add(n.replaceFirst("\\$.*", "").replace('/', '.')));
    }
    standIn.removeAll(names);
    Set<String> all = new TreeSet<>(standIn);
    all.addAll(names);
    Map<String, ApiType> types = SourceApi.read(bundles, all, standIn);
    ApiList.write(
        list,
        List.of(
            args[2],
            "Names, kinds and erased signatures of what the public sources offer; written by",
            "releng/api-check/update. See README.md there."),
        types.values());
    System.out.println(types.size() + " types in " + list);
  }

  private static Set<String> standIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(Path::toString)
          .filter(f -> f.matches(".*/src/(main/java/)?org/knime/.*\\.java"))
          .filter(f -> !f.endsWith("package-info.java"))
          .map(f -> f.replaceFirst(".*/src/(main/java/)?", "").replaceFirst("\\.java$", ""))
          .map(f -> f.replace('/', '.'))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
