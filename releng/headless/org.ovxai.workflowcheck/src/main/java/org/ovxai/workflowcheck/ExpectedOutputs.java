package org.ovxai.workflowcheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.knime.core.data.image.png.PNGImageContent;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.testing.core.DifferenceChecker.Result;
import org.ovxai.testing.SaliencyMapChecker;

/**
 * What a workflow is expected to write: the files in its folder {@code data/expected}. A run may
 * write more.
 *
 * <p>Processors round differently, so these may differ, each as far as its kind says:
 *
 * <ul>
 *   <li>texts: numbers with a decimal point by 0.01, or a thousandth of themselves if that is more;
 *       all else must be the same
 *   <li>{@code .npy}, float32: each value by a hundredth of the map's range; the shape must be the
 *       same
 *   <li>{@code .png}: each pixel by a hundredth of the range, as {@link SaliencyMapChecker} has it
 *   <li>{@code .html}, a page of the Saliency Overlay Viewer: its maps as {@code .npy}, its table
 *       as a text; nothing else of it is looked at, or kept in the expected file
 * </ul>
 */
public final class ExpectedOutputs {
  /** The folder of the expected files, within a workflow. */
  private static final String FOLDER = "data/expected";

  /**
   * The workflow variables of the run whose outputs are expected, a line {@code NAME,VALUE,TYPE}
   * each, in which {@value #OUTPUT} stands for the folder of the results.
   */
  private static final String VARIABLES = "variables";

  private static final String OUTPUT = "{output}";
  private static final String USUAL_VARIABLE = "output," + OUTPUT + ",String";

  private final Path folder;

  private enum Kind {
    FLOATS,
    PICTURE,
    PAGE,
    TEXT;

    static Kind of(Path file) {
      String name = file.toString();
      return switch (name.substring(name.lastIndexOf('.') + 1)) {
        case "npy" -> FLOATS;
        case "png" -> PICTURE;
        case "html" -> PAGE;
        default -> TEXT;
      };
    }
  }

  /**
   * What this workflow is expected to write.
   *
   * @param workflow the folder with {@code workflow.knime}
   */
  public ExpectedOutputs(Path workflow) {
    folder = workflow.resolve(FOLDER);
  }

  /**
   * The options of the run.
   *
   * @param results where the workflow shall write
   * @throws IOException if the list of variables cannot be read
   */
  public List<String> options(Path results) throws IOException {
    Path file = folder.resolve(VARIABLES);
    List<String> variables =
        Files.exists(file) ? Files.readAllLines(file) : List.of(USUAL_VARIABLE);
    return variables.stream()
        .map(v -> "-workflow.variable=" + v.replace(OUTPUT, results.toString()))
        .toList();
  }

  /**
   * What is not as expected, a line each with the file's name; empty if everything is.
   *
   * @param results what a run wrote
   * @throws IOException if a file cannot be read
   */
  public List<String> differences(Path results) throws IOException {
    List<Path> files = files();
    if (files.isEmpty()) {
      return List.of("there is nothing in " + folder);
    }
    List<String> differences = new ArrayList<>();
    for (Path expected : files) {
      Path name = folder.relativize(expected);
      Path got = results.resolve(name);
      Optional<String> difference =
          Files.exists(got) ? compare(expected, got) : Optional.of("was not written");
      difference.ifPresent(d -> differences.add(name + ": " + d));
    }
    return differences;
  }

  /**
   * Replaces the expected files by those that a run wrote.
   *
   * @throws IOException if the run did not write one, or it cannot be copied
   */
  public void replace(Path results) throws IOException {
    for (Path expected : files()) {
      byte[] got = Files.readAllBytes(results.resolve(folder.relativize(expected)));
      Files.write(
          expected,
          switch (Kind.of(expected)) {
            case FLOATS, PICTURE -> got;
            case PAGE -> new ViewerPage(got).essence();
            case TEXT -> Texts.withUnixLines(got);
          });
    }
  }

  private List<Path> files() throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile)
          .filter(f -> !f.equals(folder.resolve(VARIABLES)))
          .sorted()
          .toList();
    }
  }

  private static Optional<String> compare(Path expectedFile, Path gotFile) throws IOException {
    byte[] expected = Files.readAllBytes(expectedFile);
    byte[] got = Files.readAllBytes(gotFile);
    return switch (Kind.of(expectedFile)) {
      case FLOATS -> Floats.ofNpy(expected).difference(Floats.ofNpy(got));
      case PICTURE -> {
        Result result = new SaliencyMapChecker().check(png(expected), png(got));
        yield result.ok() ? Optional.empty() : Optional.of(result.getMessage());
      }
      case PAGE -> new ViewerPage(expected).difference(new ViewerPage(got));
      case TEXT -> Texts.difference(expected, got);
    };
  }

  private static PNGImageValue png(byte[] bytes) throws IOException {
    return (PNGImageValue) new PNGImageContent(bytes).toImageCell();
  }
}
