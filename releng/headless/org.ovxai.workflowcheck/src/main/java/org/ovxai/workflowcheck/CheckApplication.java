package org.ovxai.workflowcheck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;

/**
 * The application {@code org.ovxai.workflowcheck.run}: {@code WORKFLOW RESULTS} prints what differs
 * between a run's results and what the workflow is expected to write; {@code WORKFLOW RESULTS
 * --write} makes the results the expected ones.
 */
public final class CheckApplication implements IApplication {
  /**
   * Compares or replaces.
   *
   * @return the exit code, an {@link Integer}: 0, or 1 if there are differences
   */
  @Override
  public Object start(IApplicationContext context) throws IOException {
    context.applicationRunning();
    List<String> args =
        List.of((String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS));
    ExpectedOutputs expected = new ExpectedOutputs(Path.of(args.get(0)));
    Path results = Path.of(args.get(1));
    if (args.contains("--write")) {
      expected.replace(results);
      return 0;
    }
    List<String> differences = expected.differences(results);
    differences.forEach(System.out::println);
    return differences.isEmpty() ? 0 : 1;
  }

  @Override
  public void stop() {
    // Comparing takes no time.
  }
}
