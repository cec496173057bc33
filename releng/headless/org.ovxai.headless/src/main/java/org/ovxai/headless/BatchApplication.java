package org.ovxai.headless;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.URIUtil;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.osgi.service.datalocation.Location;

/**
 * The application {@code org.ovxai.headless.batch}: runs one workflow without a window.
 *
 * <p>Options and exit codes are those of KNIME's batch application. Output is UTF-8. The workflow
 * itself stays as it is; with {@code -destDir} or {@code -destFile} a copy is written that has the
 * values and the messages of the run.
 */
public final class BatchApplication implements IApplication {
  private final Cancellation cancellation = new Cancellation();

  /**
   * Runs the command line.
   *
   * @return the exit code, an {@link Integer}
   */
  @Override
  public Object start(IApplicationContext context) {
    context.applicationRunning();
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    return run(
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS));
  }

  /**
   * Runs a command line.
   *
   * @return the exit code
   */
  public int run(PrintStream out, PrintStream err, String... args) {
    BatchRun.Host host =
        new BatchRun.Host(
            new RegisteredNodeFactories(),
            Path.of(System.getProperty("java.io.tmpdir")),
            workspace(),
            Optional.ofNullable(System.getProperty("ovxai.scratch")).map(Path::of),
            out,
            err,
            System.console() != null);
    return new BatchRun(host, cancellation).run(args);
  }

  @Override
  public void stop() {
    cancellation.cancel();
  }

  private static Optional<Path> workspace() {
    Location location = Platform.getInstanceLocation();
    if (location == null || !location.isSet()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(URIUtil.toURI(location.getURL())));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The instance area is no folder: " + location.getURL(), e);
    }
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
