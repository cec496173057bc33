package org.ovxai.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.image.Preprocessor;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.model.ModelReader;
import org.ovxai.engine.model.ReadOptions;
import org.ovxai.engine.model.Task;
import org.ovxai.engine.model.VisionModel;

/** {@code releng/benchmark [--json FILE] [--rounds N] [MODEL…]}. */
public final class BenchmarkApplication implements IApplication {
  private static final int ROUNDS = 7;
  private static final int FAILED = 1;
  private static final int WRONG_OPTION = 2;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  @Override
  public Object start(IApplicationContext context) throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of((String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS)));
    Optional<Path> json = Optional.empty();
    int rounds = ROUNDS;
    List<Path> models = new ArrayList<>();
    while (!args.isEmpty()) {
      String arg = args.remove(0);
      boolean hasValue = !args.isEmpty();
      if (arg.equals("--json") && hasValue) {
        json = Optional.of(Path.of(args.remove(0)));
      } else if (arg.equals("--rounds") && hasValue && args.get(0).matches("[1-9]\\d{0,5}")) {
        rounds = Integer.parseInt(args.remove(0));
      } else if (arg.startsWith("-")) {
        out.println("usage: releng/benchmark [--json FILE] [--rounds N] [MODEL...]");
        return WRONG_OPTION;
      } else {
        models.add(Path.of(arg));
      }
    }
    for (Path model : models) {
      if (!Files.isRegularFile(model)) {
        out.println("There is no model " + model + ".");
        return WRONG_OPTION;
      }
    }
    if (json.isPresent() && !canWrite(json.get())) {
      return WRONG_OPTION;
    }
    // The script that has made this folder deletes it, also after Ctrl-C.
    Path scratch =
        Files.createTempDirectory(Path.of(System.getProperty("ovxai.scratch")), "models");
    try {
      List<Measurement> all = new ArrayList<>();
      out.println(Measurement.header(Reference.isThere()));
      for (Path model : models) {
        for (Measurement measured : run(model, rounds, Files.createTempDirectory(scratch, ""))) {
          out.println(measured);
          all.add(measured);
        }
      }
      if (json.isPresent()) {
        Files.writeString(json.get(), json(all));
      }
      return EXIT_OK;
    } catch (EngineException e) {
      out.println(e.getMessage());
      return FAILED;
    }
  }

  /** Leaves what the file holds. */
  private boolean canWrite(Path file) {
    boolean made = Files.notExists(file);
    try {
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      if (made) {
        Files.delete(file);
      }
      return true;
    } catch (IOException e) {
      out.println("The results cannot be written to " + file + ": " + e);
      return false;
    }
  }

  private static List<Measurement> run(Path file, int rounds, Path scratch) throws IOException {
    String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    VisionModel model = ModelReader.read(file, ReadOptions.defaults(), scratch).model();
    RgbImage picture = Pictures.beside(file);
    Reference reference = new Reference();
    List<Measurement> all =
        new ArrayList<>(BlackBoxBenchmark.run(model, name, picture, rounds, reference));
    if (model.info().task() != Task.OTHER) {
      all.addAll(WhiteBoxBenchmark.run(model, name, picture, rounds, reference));
    }
    if (Reference.isThere()) {
      float[] input = Preprocessor.floats(picture, model.info().input());
      Map<String, Measurement.Result> theirs =
          reference.measure(file, model.info(), input, rounds, scratch);
      all.replaceAll(m -> m.beside(Optional.ofNullable(theirs.get(m.name()))));
    }
    return all;
  }

  private static String json(List<Measurement> all) {
    return all.stream()
        .map(m -> "  " + m.json())
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  @Override
  public void stop() {}
}
