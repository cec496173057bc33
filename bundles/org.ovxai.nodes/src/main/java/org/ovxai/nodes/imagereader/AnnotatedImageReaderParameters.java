package org.ovxai.nodes.imagereader;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** What is read, and into which columns. */
final class AnnotatedImageReaderParameters implements NodeParameters {

  enum Output {
    @Label(
        value = "Images",
        description = "A column of images. Files that cannot be read become missing values.")
    IMAGES,
    @Label(
        value = "Paths",
        description =
            "A column of file paths. The files are opened later, by the node that needs them.")
    PATHS
  }

  enum AnnotationFormat {
    @Label(
        value = "Automatic",
        description =
            "A file is taken as COCO; a folder as XML files if there are any, else as folders of"
                + " classes.")
    AUTO,
    @Label(value = "COCO", description = "One JSON file with images, annotations and categories.")
    COCO,
    @Label(
        value = "Pascal VOC, ILSVRC",
        description = "An XML file an image, of the image's name, anywhere in the folder.")
    XML,
    @Label(
        value = "Folders of classes",
        description =
            "The images lie in folders that are named like their classes, for example"
                + " <tt>n01882714</tt>. There are no boxes.")
    CLASS_FOLDERS
  }

  @Section(title = "Annotations")
  interface AnnotationSection {}

  @Section(title = "Subset")
  @After(AnnotationSection.class)
  @Advanced
  interface SubsetSection {}

  @Widget(
      title = "Folder",
      description =
          "The folder of the images: a path on this machine, or a URL such as"
              + " <tt>knime://knime.workflow/data/images</tt>.")
  @TextInputWidget(placeholder = "knime://knime.workflow/data/images")
  String folder = "";

  @Widget(
      title = "Include sub folders",
      description = "If checked, images in folders within the folder are read as well.")
  boolean subFolders;

  @Widget(title = "Output", description = "What the first column of the table holds.")
  @ValueSwitchWidget
  Output output = Output.IMAGES;

  @Migrate(loadDefaultIfAbsent = true)
  @Layout(AnnotationSection.class)
  @Widget(
      title = "Annotations",
      description =
          """
          The file or folder that tells what the images show: a path on this machine, or a URL such
          as <tt>knime://knime.workflow/data/boxes.json</tt>. Empty if there is none. Images are
          found by the names of their files; folders count only where several share a name.
          """)
  @TextInputWidget(placeholder = "none")
  String annotations = "";

  @Migrate(loadDefaultIfAbsent = true)
  @Layout(AnnotationSection.class)
  @Widget(title = "Annotation format", description = "How the annotations are written.")
  AnnotationFormat annotationFormat = AnnotationFormat.AUTO;

  @Migrate(loadDefaultIfAbsent = true)
  @Layout(AnnotationSection.class)
  @Widget(
      title = "Class table",
      description =
          """
          A text file that tells what the model calls the annotations' classes: a line a class,
          with the annotations' name and the model's label, separated by a tabulator, a semicolon or
          a comma. Lists of ImageNet's synsets (<tt>n01882714 koala, koala bear</tt>) are such files.
          Empty if the names are the same. A class that is not in the table keeps its name.
          """)
  @TextInputWidget(placeholder = "none")
  String classTable = "";

  @Migrate(loadDefaultIfAbsent = true)
  @Layout(SubsetSection.class)
  @Widget(
      title = "Number of images",
      description =
          "How many images are read, chosen at random; 0 reads all. Their order stays the same.")
  @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
  int subsetSize;

  @Migrate(loadDefaultIfAbsent = true)
  @Layout(SubsetSection.class)
  @Widget(
      title = "Seed",
      description = "Another number chooses other images; the same number the same ones.")
  int subsetSeed;

  @Override
  public void validate() throws InvalidSettingsException {
    if (subsetSize < 0) {
      throw new InvalidSettingsException(
          "Number of images: " + subsetSize + " is less than 0. Give 0 to read all.");
    }
  }
}
