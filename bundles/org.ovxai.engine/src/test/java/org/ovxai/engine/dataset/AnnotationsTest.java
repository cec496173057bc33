package org.ovxai.engine.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.dataset.AnnotatedPictures.Result;
import org.ovxai.engine.dataset.AnnotationSource.Format;

class AnnotationsTest {
  private static final String COCO =
      """
      {"annotations": [
         {"id": 1, "image_id": 7, "category_id": 2, "bbox": [10, 20, 30.5, 40],
          "segmentation": [[1, 2, 3]], "iscrowd": 0},
         {"id": 2, "image_id": 7, "category_id": 3, "bbox": [0, 0, 5, 5]},
         {"id": 3, "image_id": 8, "category_id": 9, "bbox": [0, 0, 5, 5]}],
       "images": [
         {"id": 7, "file_name": "images/cow.jpg", "width": 100, "height": 90},
         {"id": 8, "file_name": "images/ox.jpg", "width": 100, "height": 90},
         {"id": 9, "file_name": "images/empty.jpg"}],
       "categories": [{"id": 2, "name": "cow"}, {"id": 3, "name": "bird"}]}
      """;

  private static final String VOC =
      """
      <annotation>
        <filename>whatever</filename>
        <size><width>100</width><height>90</height><depth>3</depth></size>
        <object>
          <name>person</name>
          <part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></part>
          <bndbox><xmax>40</xmax><xmin>10</xmin><ymin>20</ymin><ymax>60.5</ymax></bndbox>
        </object>
        <object><name>n02403003</name></object>
      </annotation>
      """;

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private AnnotatedPictures pictures(String path, String... names) {
    return pictures(path, ClassMapping.identity(), names);
  }

  private AnnotatedPictures pictures(String path, ClassMapping classes, String... names) {
    return new AnnotatedPictures(
        AnnotationSource.open(folder.resolve(path), Optional.empty()),
        classes,
        List.of(names).stream().map(folder::resolve).toList());
  }

  private static Annotation boxed(String label, double x1, double y1, double x2, double y2) {
    return new Annotation(label, Optional.of(new BoundingBox(x1, y1, x2, y2)));
  }

  @Test
  void cocoBoxesAreFoundByTheNameOfThePicture() throws IOException {
    file("gt.json", COCO);
    AnnotatedPictures found = pictures("gt.json", "p/empty.jpg", "p/cow.jpg", "p/other.jpg");
    assertEquals(new Result(true, List.of(), List.of()), found.of(0, 5, 5));
    assertEquals(
        new Result(
            true, List.of(boxed("cow", 10, 20, 40.5, 60), boxed("bird", 0, 0, 5, 5)), List.of()),
        found.of(1, 100, 90));
    assertEquals(new Result(false, List.of(), List.of()), found.of(2, 0, 0));
    assertEquals(List.of("annotation 'images/ox.jpg' has no picture"), found.problems());
  }

  @Test
  void unknownCategoriesAreToldAndLeftOut() throws IOException {
    file("gt.json", COCO);
    Result result = pictures("gt.json", "ox.jpg").of(0, 0, 0);
    assertEquals(List.of(), result.annotations());
    assertEquals(List.of("annotation 3 has the unknown category 9"), result.problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"images": [ | line 1
          {"images": \\n [{"id": 1}]} | an image has no file_name
          {"images": \\n [{"file_name": "a"}]} | line 2
          {"annotations": [{"image_id": 1, "category_id": 1, "bbox": [1, 2, 3]}]} | $.annotations[0].bbox
          {"annotations": [{"image_id": "x", "category_id": 1}]} | $.annotations[0].image_id
          {"categories": [{"id": 1}]} | a category has no name
          [] | BEGIN_OBJECT
          once upon a time | this is no JSON
          {"images": [ } | this is no JSON
          {"images": []} {} | line 1
          """)
  void malformedJsonNamesFilePlaceAndReason(String json, String expected) throws IOException {
    Path file = file("gt.json", json.replace("\\n", "\n"));
    EngineException e =
        assertThrows(EngineException.class, () -> AnnotationSource.open(file, Optional.empty()));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertTrue(e.getMessage().contains("gt.json"), e.getMessage());
    assertTrue(e.getMessage().contains("line "), e.getMessage());
  }

  @Test
  void xmlBoxesAreThoseOfObjectsNotOfTheirParts() throws IOException {
    file("xml/a/cow.v2.xml", VOC);
    AnnotatedPictures found = pictures("xml", "p/cow.v2.jpg");
    assertEquals(
        new Result(
            true,
            List.of(
                boxed("person", 10, 20, 40, 60.5), new Annotation("n02403003", Optional.empty())),
            List.of()),
        found.of(0, 100, 90));
    assertEquals(List.of(), found.problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <annotation>~<object> | line 2
          <annotation>~<object><name>a</name><bndbox><xmin>1</xmin></bndbox></object></annotation> | 'annotation/object/bndbox/ymin' is missing
          <annotation><object><name>a</name>~<bndbox><xmin>x</xmin><ymin>1</ymin><xmax>1</xmax><ymax>1</ymax></bndbox>~</object></annotation> | line 3: a number is expected
          <annotation><object></object></annotation> | an object has no name
          <html/> | 'annotation' is expected
          nothing | line 1
          """)
  void malformedXmlCostsItsPictureOnlyAndNamesFileLineAndReason(String xml, String expected)
      throws IOException {
    file("xml/bad.xml", xml.replace("~", "\n"));
    file("xml/cow.xml", VOC);
    AnnotatedPictures found = pictures("xml", "bad.jpg", "cow.jpg");
    Result bad = found.of(0, 0, 0);
    assertFalse(bad.known());
    assertEquals(1, bad.problems().size());
    String problem = bad.problems().get(0);
    assertTrue(problem.contains(expected), problem);
    assertTrue(problem.contains("bad.xml', line "), problem);
    assertEquals(2, found.of(1, 0, 0).annotations().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE annotation [<!ENTITY x SYSTEM 'SECRET'>]>",
        "<!DOCTYPE annotation SYSTEM 'SECRET'>",
        "<!DOCTYPE annotation [<!ENTITY x 'inner'>]>"
      })
  void documentTypesAreRefused(String doctype) throws IOException {
    Path secret = file("secret.txt", "secret");
    file(
        "xml/cow.xml",
        doctype.replace("SECRET", secret.toUri().toString())
            + "<annotation><object><name>&x;</name></object></annotation>");
    Result result = pictures("xml", "cow.jpg").of(0, 0, 0);
    assertFalse(result.known());
    assertFalse(result.toString().contains("secret "), result.toString());
    assertTrue(result.problems().get(0).contains("document types"), result.toString());
  }

  @Test
  void boxesAreCutAtThePictureAndThoseWithoutAreaLeftOut() throws IOException {
    file(
        "gt.json",
        """
        {"images": [{"id": 1, "file_name": "a.jpg"}], "categories": [{"id": 1, "name": "cow"}],
         "annotations": [
           {"id": 1, "image_id": 1, "category_id": 1, "bbox": [-5, 5, 20, 200]},
           {"id": 2, "image_id": 1, "category_id": 1, "bbox": [5, 5, 0, 20]},
           {"id": 3, "image_id": 1, "category_id": 1, "bbox": [5, 5, -3, 20]},
           {"id": 4, "image_id": 1, "category_id": 1, "bbox": [100, 5, 20, 20]}]}
        """);
    Result result = pictures("gt.json", "a.jpg").of(0, 100, 90);
    assertEquals(List.of(boxed("cow", 0, 5, 15, 90)), result.annotations());
    assertEquals(
        List.of(
            "box (-5.0, 5.0, 15.0, 205.0) of 'cow' reaches beyond the picture and is cut",
            "box (5.0, 5.0, 5.0, 25.0) of 'cow' has no area and is left out",
            "box (5.0, 5.0, 2.0, 25.0) of 'cow' has no area and is left out",
            "box (100.0, 5.0, 120.0, 25.0) of 'cow' lies outside the picture and is left out"),
        result.problems());
  }

  @Test
  void annotationsOfAPictureOfAnotherSizeAreNotUsed() throws IOException {
    file("xml/cow.xml", VOC);
    Result result = pictures("xml", "cow.jpg").of(0, 50, 45);
    assertFalse(result.known());
    assertTrue(result.problems().get(0).contains("100 x 90"), result.toString());
  }

  @Test
  void foldersDecideWherePicturesHaveOneName() throws IOException {
    file("xml/a/cow.xml", VOC);
    file("xml/b/cow.xml", VOC.replace("person", "bull"));
    AnnotatedPictures found = pictures("xml", "p/b/cow.jpg", "p/a/cow.jpg");
    assertEquals("bull", found.of(0, 0, 0).annotations().get(0).label());
    assertEquals("person", found.of(1, 0, 0).annotations().get(0).label());
  }

  @Test
  void picturesOfOneNameThatNoFolderTellsApartGetNothing() throws IOException {
    file("xml/cow.xml", VOC);
    AnnotatedPictures found = pictures("xml", "p/a/cow.jpg", "p/b/cow.jpg", "p/a/cow.png");
    for (int i = 0; i < 3; i++) {
      Result result = found.of(i, 0, 0);
      assertEquals(List.of(), result.annotations());
      assertEquals(
          List.of("several pictures have the name 'cow', and no folder tells them apart"),
          result.problems());
    }
  }

  @Test
  void annotationsOfOneNameThatNoFolderTellsApartAreNotUsed() throws IOException {
    file("gt.json", COCO.replace("ox.jpg", "cow.jpg"));
    Result result = pictures("gt.json", "cow.jpg").of(0, 0, 0);
    assertFalse(result.known());
    assertEquals(
        List.of(
            "several annotations have the name 'images/cow.jpg', and no folder tells them apart"),
        result.problems());
  }

  @Test
  void classFoldersGiveClassesWithoutBoxes() throws IOException {
    file("val/n01882714/1.jpg", "");
    file("val/n02403003/1.jpg", "");
    AnnotatedPictures found =
        pictures("val", "val/n02403003/1.jpg", "val/n01882714/1.jpg", "val/x.jpg");
    assertEquals(
        List.of(new Annotation("n02403003", Optional.empty())), found.of(0, 5, 5).annotations());
    assertEquals(
        List.of(new Annotation("n01882714", Optional.empty())), found.of(1, 5, 5).annotations());
    assertFalse(found.of(2, 5, 5).known());
  }

  @Test
  void oneXmlFileIsNotEnough() throws IOException {
    Path file = file("a.xml", VOC);
    EngineException e =
        assertThrows(EngineException.class, () -> AnnotationSource.open(file, Optional.empty()));
    assertTrue(e.getMessage().contains("Give the folder"), e.getMessage());
  }

  @Test
  void noAnnotationsIsAnError() throws IOException {
    Files.createDirectories(folder.resolve("nothing"));
    for (Format format : Format.values()) {
      EngineException e =
          assertThrows(
              EngineException.class,
              () -> AnnotationSource.open(folder.resolve("nothing"), Optional.of(format)));
      assertTrue(e.getMessage().contains("nothing"), e.getMessage());
    }
  }

  @Test
  void aTableMapsClassesToLabels() throws IOException {
    Path table =
        file(
            "classes.txt",
            "# class, label\n\nn02403003 ox\nn01440764\ttench, Tinca tinca\ncow, bovine\na;b, c\n");
    ClassMapping classes = ClassMapping.read(table);
    assertEquals(Optional.of("ox"), classes.label("n02403003"));
    assertEquals(Optional.of("tench, Tinca tinca"), classes.label("n01440764"));
    assertEquals(Optional.of("bovine"), classes.label("cow"));
    assertEquals(Optional.of("b, c"), classes.label("a"));
    assertEquals(Optional.empty(), classes.label("bird"));

    file("gt.json", COCO);
    Result result = pictures("gt.json", classes, "cow.jpg").of(0, 0, 0);
    assertEquals(
        List.of("bovine", "bird"), result.annotations().stream().map(Annotation::label).toList());
    assertEquals(List.of("class 'bird' is not in the class table"), result.problems());
  }

  @Test
  void aWrongTableNamesItsLine() throws IOException {
    for (String text : List.of("a,b\nalone\n", "a,b\na,c\n")) {
      Path table = file("classes.txt", text);
      EngineException e = assertThrows(EngineException.class, () -> ClassMapping.read(table));
      assertTrue(e.getMessage().contains("classes.txt', line 2"), e.getMessage());
    }
  }

  @Test
  void labelsAreTheSameButForCaseAndSynonyms() {
    assertTrue(ClassMapping.same("Koala", "koala"));
    assertTrue(ClassMapping.same("tench, Tinca tinca", "tench"));
    assertTrue(ClassMapping.same("tench, Tinca tinca", "tench, Tinca tinca"));
    assertFalse(ClassMapping.same("polar bear", "bear"));
  }

  @Test
  void textsOfAnnotationsAreReadBack() {
    List<Annotation> annotations =
        List.of(
            boxed("say \"koala\"", 1, 2.25, 3, 4), new Annotation("somewhere", Optional.empty()));
    String text = AnnotationJson.write(annotations);
    assertEquals(
        "[{\"label\":\"say \\\"koala\\\"\",\"box\":[1,2.25,3,4]},{\"label\":\"somewhere\"}]", text);
    assertEquals(annotations, AnnotationJson.read(text));
    assertEquals(List.of(), AnnotationJson.read("[]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "koala",
        "[{\"box\": [0, 0, 1, 1]}]",
        "[{\"label\": \"a\", \"box\": [1, 1, 1, 2]}]",
        "[{\"label\": \"a\", \"box\": [1, 1, 2]}]",
        "[] []"
      })
  void otherTextsAreNoAnnotations(String text) {
    assertThrows(EngineException.class, () -> AnnotationJson.read(text));
  }
}
