package org.ovxai.nodes.files;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.util.FileUtil;

/** Finds the file or folder that a user has named. */
public final class LocalFile {
  private LocalFile() {}

  /**
   * The path of a file or folder, which need not exist.
   *
   * @param location a path, a {@code file:} URL, or a {@code knime:} URL such as {@code
   *     knime://knime.workflow/data/model.xml}; {@code knime:} URLs need the node context of the
   *     calling thread
   * @param option the option's title, for messages
   * @throws InvalidSettingsException if it is empty, malformed or not on this machine
   */
  public static Path resolve(String location, String option) throws InvalidSettingsException {
    if (location == null || location.isBlank()) {
      throw new InvalidSettingsException(
          option + ": nothing is chosen. Give a path or a knime:// URL.");
    }
    Path path;
    try {
      URL url = FileUtil.toURL(location.strip());
      path = FileUtil.resolveToPath(url);
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      throw new InvalidSettingsException(
          option
              + ": '"
              + location
              + "' is neither a path nor a URL that can be resolved: "
              + e.getMessage(),
          e);
    }
    if (path == null) {
      throw new InvalidSettingsException(
          option + ": '" + location + "' is not on this machine. Download it and give its path.");
    }
    return path;
  }
}
