package org.ovxai.nodes.imagereader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ovxai.nodes.imagereader.ImageFolder.ImageFile;

class ImageFolderTest {
  @TempDir Path folder;

  @Test
  void listsImagesOnlyAndSubFoldersOnDemand() throws IOException {
    files("b.JPG", "a.png", "notes.txt", "jpg", ".hidden.png", "sub/c.tiff");
    assertEquals(List.of("a", "b"), names(false));
    assertEquals(List.of("a", "b", "c"), names(true));
    assertEquals(folder.resolve("a.png"), ImageFolder.list(folder, false).get(0).file());
  }

  @Test
  void equalNamesGetTheirFolderThenTheirEnding() throws IOException {
    files("cat.jpg", "x/cat.jpg", "y/dog.jpg", "y/dog.png", "z/DOG.bmp");
    assertEquals(List.of("cat", "x/cat", "y/dog.jpg", "y/dog.png", "z/DOG"), names(true));
  }

  @Test
  void aNameMadeLongerNeverMeetsAnother() throws IOException {
    files("cat.jpg", "cat.jpg.png", "cat.png");
    assertEquals(List.of("cat.jpg", "cat.jpg.png", "cat.png"), names(false));
  }

  private List<String> names(boolean subFolders) throws IOException {
    return ImageFolder.list(folder, subFolders).stream().map(ImageFile::name).toList();
  }

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }
}
