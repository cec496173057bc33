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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.ovxai.engine.EngineException;

/** {@code releng/benchmark [--json FILE] [--rounds N] [MODEL…]}. */
public final class BenchmarkApplication implements IApplication {
  private static final int ROUNDS = 60;
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
        for (Measurement measured : WhiteBoxBenchmark.run(model, rounds, scratch)) {
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
