package org.knime.core.util;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEConstants;
import org.ovxai.standin.internal.KnimeUrls;
import org.ovxai.standin.internal.TempFiles;

/** Helps with files and URLs. */
public final class FileUtil {

  private FileUtil() {}

  /** Copies to the end and leaves both streams open. */
  public static void copy(InputStream source, OutputStream destination) throws IOException {
    source.transferTo(destination);
  }

  /** Copies a file over what is there. */
  public static void copy(File file, File destination) throws IOException {
    Files.copy(file.toPath(), destination.toPath(), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Copies a file, or a folder and all below it. */
  public static void copyDir(File sourceDir, File targetDir) throws IOException {
    if (!sourceDir.exists()) {
      throw new IOException("There is no " + sourceDir + " to copy");
    }
    PathUtils.copyDirectory(sourceDir.toPath(), targetDir.toPath());
  }

  /** Deletes a file, or a folder and all below it; false when something is left. */
  public static boolean deleteRecursively(File dir) {
    if (!Files.isSymbolicLink(dir.toPath())) {
      File[] children = dir.listFiles();
      if (children != null) {
        for (File child : children) {
          deleteRecursively(child);
        }
      }
    }
    return dir.delete();
  }

  /** Folder for temporary files. */
  public static File getWorkflowTempDir() {
    return KNIMEConstants.getKNIMETempPath().toFile();
  }

  /** A new folder, deleted when the program ends. */
  public static File createTempDir(String prefix) throws IOException {
    return createTempDir(prefix, null);
  }

  /** A new folder below the given one (or the usual one if null), deleted when the program ends. */
  public static File createTempDir(String prefix, File dir) throws IOException {
    Path parent = (dir == null ? getWorkflowTempDir() : dir).toPath();
    Files.createDirectories(parent);
    return TempFiles.register(Files.createTempDirectory(parent, prefix)).toFile();
  }

  /** A new file, deleted when the program ends. */
  public static File createTempFile(String prefix, String suffix) throws IOException {
    return createTempFile(prefix, suffix, true);
  }

  public static File createTempFile(String prefix, String suffix, boolean deleteOnExit)
      throws IOException {
    File file = File.createTempFile(prefix, suffix, getWorkflowTempDir());
    if (deleteOnExit) {
      TempFiles.register(file.toPath());
    }
    return file;
  }

  /**
   * A URL from one, or from a path. InvalidPathException when the text is neither or empty. Spaces
   * in a URL are encoded.
   */
  public static URL toURL(String path) throws MalformedURLException, InvalidPathException {
    if (path.isEmpty()) {
      throw new InvalidPathException("", "The path is empty");
    }
    if (KnimeUrls.isOne(path)) {
      return KnimeUrls.parse(path.replace(" ", "%20"));
    }
    try {
      return new URL(path.replace(" ", "%20"));
    } catch (MalformedURLException e) {
      return Path.of(path).toAbsolutePath().toUri().toURL();
    }
  }

  /**
   * The file a URL stands for, whether it exists or not; null when it is no file. A
   * knime://knime.workflow/ URL stands for a file of the workflow whose node runs on this thread:
   * IOException without one, or when the path leads out of it.
   */
  public static Path resolveToPath(URL url) throws IOException, URISyntaxException {
    URL resolved = url.openConnection().getURL();
    if (!resolved.getProtocol().equalsIgnoreCase("file")) {
      return null;
    }
    return Path.of(new URL(resolved.toString().replace(" ", "%20")).toURI());
  }

  public static InputStream openStreamWithTimeout(URL url) throws IOException {
    return openStreamWithTimeout(url, 20_000);
  }

  public static InputStream openStreamWithTimeout(URL url, int timeoutInMilliseconds)
      throws IOException {
    URLConnection connection = url.openConnection();
    connection.setConnectTimeout(timeoutInMilliseconds);
    connection.setReadTimeout(timeoutInMilliseconds);
    return connection.getInputStream();
  }

  /** Opens a URL or a file. InvalidSettingsException when there is neither. */
  public static InputStream openInputStream(String loc)
      throws IOException, InvalidSettingsException {
    if (loc == null || loc.isEmpty()) {
      throw new InvalidSettingsException("No location is given");
    }
    try {
      URL url = KnimeUrls.isOne(loc) ? KnimeUrls.parse(loc) : new URL(loc);
      return new BufferedInputStream(openStreamWithTimeout(url));
    } catch (MalformedURLException e) {
      File file = new File(loc);
      if (!file.exists()) {
        throw new InvalidSettingsException("\"" + loc + "\" is neither a URL nor a file", e);
      }
      return new BufferedInputStream(new FileInputStream(file));
    }
  }
}
