package org.knime.core.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.InvalidSettingsException;
import org.ovxai.standin.Executions;

class FileUtilTest {

  @TempDir Path folder;

  private Path resolved(String text) throws Exception {
    Path[] result = new Path[1];
    Executions.runInNodeContext(
        folder, () -> result[0] = FileUtil.resolveToPath(FileUtil.toURL(text)));
    return result[0];
  }

  @Test
  void workflowRelativeUrlsLieInTheWorkflow() throws Exception {
    assertEquals(folder.resolve("data/x.png"), resolved("knime://knime.workflow/data/x.png"));
    assertEquals(folder.resolve("data/a b#c"), resolved("knime://knime.workflow/data/a b%23c"));
    assertEquals(folder.resolve("data/\u00e4"), resolved("knime://knime.workflow/data/%C3%A4"));
    assertEquals(folder.resolve("y"), resolved("KNIME://knime.workflow/data/../y"));
    assertEquals(folder, resolved("knime://knime.workflow"));
  }

  @Test
  void urlsOutOfTheWorkflowFail() {
    IOException outside =
        assertThrows(IOException.class, () -> resolved("knime://knime.workflow/../x"));
    assertTrue(outside.getMessage().contains("outside the workflow"), outside.getMessage());
    assertThrows(IOException.class, () -> resolved("knime://knime.mountpoint/x"));
    assertThrows(IOException.class, () -> resolved("knime://LOCAL/x"));
    assertThrows(
        IOException.class,
        () -> FileUtil.resolveToPath(FileUtil.toURL("knime://knime.workflow/data/x")));
  }

  @Test
  void pathsAndFileUrlsStandForFiles() throws Exception {
    Path file = folder.resolve("a b.txt");
    assertEquals(file, FileUtil.resolveToPath(FileUtil.toURL(file.toString())));
    assertEquals(file, FileUtil.resolveToPath(FileUtil.toURL(file.toUri().toString())));
    assertEquals(file, FileUtil.resolveToPath(FileUtil.toURL("file:" + file)));
    assertNull(FileUtil.resolveToPath(new URL("http://localhost/x")));
    assertThrows(InvalidPathException.class, () -> FileUtil.toURL(""));
  }

  @Test
  void opensPathsAndWorkflowUrls() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Path file = Files.writeString(folder.resolve("data/x.txt"), "text");
    try (InputStream in = FileUtil.openInputStream(file.toString())) {
      assertEquals("text", new String(in.readAllBytes()));
    }
    Executions.runInNodeContext(
        folder,
        () -> {
          try (InputStream in = FileUtil.openInputStream("knime://knime.workflow/data/x.txt")) {
            assertEquals("text", new String(in.readAllBytes()));
          }
        });
    assertThrows(InvalidSettingsException.class, () -> FileUtil.openInputStream(""));
    assertThrows(
        InvalidSettingsException.class,
        () -> FileUtil.openInputStream(folder.resolve("none").toString()));
  }

  @Test
  void makesCopiesAndDeletes() throws Exception {
    File source = FileUtil.createTempDir("source", folder.toFile());
    Files.createDirectories(source.toPath().resolve("deep/er"));
    Files.writeString(source.toPath().resolve("deep/er/file"), "x");
    File target = folder.resolve("target").toFile();
    FileUtil.copyDir(source, target);
    assertEquals("x", Files.readString(target.toPath().resolve("deep/er/file")));
    assertTrue(FileUtil.deleteRecursively(source));
    assertFalse(source.exists());
    PathUtils.deleteDirectoryIfExists(target.toPath());
    assertFalse(target.exists());
    assertThrows(IOException.class, () -> FileUtil.copyDir(source, target));
  }

  @Test
  void versionsCompareByNumbers() {
    assertTrue(new Version("5.10.0").isSameOrNewer(new Version(5, 8, 2)));
    assertEquals("5.8.2.v1", new Version("5.8.2.v1").toString());
    assertEquals(new Version(5, 0, 0), new Version("5"));
    assertThrows(IllegalArgumentException.class, () -> new Version("five"));
  }
}
