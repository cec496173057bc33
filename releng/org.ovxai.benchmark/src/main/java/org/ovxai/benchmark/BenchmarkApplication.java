package org.ovxai.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.model.ModelReader;
import org.ovxai.engine.model.ReadOptions;
import org.ovxai.engine.model.Task;
import org.ovxai.engine.model.VisionModel;

/** {@code releng/benchmark [--json FILE] [--rounds N] [MODEL…]}. */
public final class BenchmarkApplication implements IApplication {
  private static final int ROUNDS = 7;
  private static final int WHITE_BOX_ROUNDS = 15;
  private static final int NOISE = 256;
  private static final int WRONG_OPTION = 2;

  @Override
  public Object start(IApplicationContext context) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> args =
        new ArrayList<>(
            List.of((String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS)));
    Path json = null;
    int rounds = ROUNDS;
    List<Path> models = new ArrayList<>();
    while (!args.isEmpty()) {
      String arg = args.remove(0);
      boolean hasValue = !args.isEmpty();
      if (arg.equals("--json") && hasValue) {
        json = Path.of(args.remove(0));
      } else if (arg.equals("--rounds") && hasValue && args.get(0).matches("[1-9]\\d{0,5}")) {
        rounds = Integer.parseInt(args.remove(0));
      } else if (arg.startsWith("-")) {
        out.println("usage: releng/benchmark [--json FILE] [--rounds N] [MODEL...]");
        return WRONG_OPTION;
      } else {
        models.add(Path.of(arg));
      }
    }
    Path scratch = Files.createTempDirectory("ovxai-benchmark-");
    try {
      List<Measurement> all = new ArrayList<>();
      out.println(Measurement.HEADER);
      for (Path model : models) {
        for (Measurement measured : run(model, rounds, scratch)) {
          out.println(measured);
          all.add(measured);
        }
      }
      if (json != null) {
        Files.writeString(json, json(all));
      }
      return EXIT_OK;
    } catch (EngineException e) {
      out.println(e.getMessage());
      return 1;
    } finally {
      try (Stream<Path> tree = Files.walk(scratch)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static List<Measurement> run(Path file, int rounds, Path scratch) throws IOException {
    String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    VisionModel model =
        ModelReader.read(file, ReadOptions.defaults(), scratch.resolve(name)).model();
    List<Measurement> all =
        new ArrayList<>(BlackBoxBenchmark.run(model, name, picture(file), rounds));
    if (model.info().task() != Task.OTHER) {
      all.addAll(WhiteBoxBenchmark.run(model, name, WHITE_BOX_ROUNDS * rounds));
    }
    return all;
  }

  /** A picture of the workflow that the model lies in; noise elsewhere. */
  private static RgbImage picture(Path model) throws IOException {
    Path images = model.toAbsolutePath().resolveSibling("../images").normalize();
    if (Files.isDirectory(images)) {
      try (Stream<Path> files = Files.list(images)) {
        Optional<Path> first =
            files.filter(f -> f.toString().endsWith(".jpg")).sorted().findFirst();
        if (first.isPresent()) {
          return ImageFiles.read(first.get());
        }
      }
    }
    byte[] pixels = new byte[3 * NOISE * NOISE];
    new Random(0).nextBytes(pixels);
    return new RgbImage(NOISE, NOISE, pixels);
  }

  private static String json(List<Measurement> all) {
    return all.stream()
        .map(
            m ->
                String.format(
                    Locale.ROOT,
                    "  {\"case\": \"%s\", \"%s\": %.4f, \"inferences\": %d, \"seconds\": %.6f,"
                        + " \"peak_mib\": %d, \"rounds\": %d}",
                    m.name().replace("\\", "\\\\").replace("\"", "\\\""),
                    m.figureName(),
                    m.figure(),
                    m.inferences(),
                    m.seconds(),
                    m.peakMib(),
                    m.rounds()))
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  @Override
  public void stop() {}
}
