package org.ovxai.openvino;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  @TempDir Path folder;
  private String before;

  @BeforeEach
  void keepProperty() {
    before = System.getProperty(NativeLibraries.PROPERTY);
    System.setProperty(NativeLibraries.PROPERTY, folder.toString());
  }

  @AfterEach
  void restoreProperty() {
    if (before == null) {
      System.clearProperty(NativeLibraries.PROPERTY);
    } else {
      System.setProperty(NativeLibraries.PROPERTY, before);
    }
  }

  @Test
  void findsTheNamesOfAllSystems() throws IOException {
    for (String name :
        new String[] {"libopenvino_c.so.2641", "libopenvino_c.2641.dylib", "openvino_c.dll"}) {
      Path file = Files.createFile(folder.resolve(name));
      assertEquals(file, NativeLibraries.find("openvino_c"));
      Files.delete(file);
    }
  }

  @Test
  void takesTheWholeNameAndRegularExpressions() throws IOException {
    Files.createFile(folder.resolve("libopenvino_c.so.2641"));
    Files.createFile(folder.resolve("opencv_java4110.dll"));
    Path core = Files.createFile(folder.resolve("libopenvino.so.2641"));
    assertEquals(core, NativeLibraries.find("openvino"));
    assertEquals(folder.resolve("opencv_java4110.dll"), NativeLibraries.find("opencv_java\\d+"));
  }

  @Test
  void saysWhatIsMissingWhereAndForWhichPlatform() throws IOException {
    Files.createFile(folder.resolve("libother.so"));
    String message =
        assertThrows(IllegalStateException.class, () -> NativeLibraries.find("openvino_c"))
            .getMessage();
    assertTrue(message.contains("openvino_c"), message);
    assertTrue(message.contains(folder.toString()), message);
    assertTrue(message.contains("libother.so"), message);
    assertTrue(message.contains(System.getProperty("os.arch")), message);
  }

  @Test
  void refusesAFolderThatIsNone() {
    System.setProperty(NativeLibraries.PROPERTY, folder.resolve("nowhere").toString());
    String message =
        assertThrows(IllegalStateException.class, NativeLibraries::folder).getMessage();
    assertTrue(message.contains("nowhere"), message);
  }

  @Test
  void saysWhatToInstallWithoutAnyLibraries() {
    System.clearProperty(NativeLibraries.PROPERTY);
    String message =
        assertThrows(IllegalStateException.class, NativeLibraries::folder).getMessage();
    assertTrue(message.contains("org.ovxai.openvino.natives."), message);
    assertTrue(message.contains(System.getProperty("os.name")), message);
    assertTrue(message.contains(NativeLibraries.PROPERTY), message);
  }
}
