package org.ovxai.nodes.imagereader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.dataset.AnnotatedPictures;
import org.ovxai.engine.dataset.AnnotationSource;
import org.ovxai.engine.dataset.ClassMapping;
import org.ovxai.nodes.files.LocalFile;
import org.ovxai.nodes.imagereader.ImageFolder.ImageFile;

/** Annotated Image Reader: a folder of image files becomes a table. */
public final class AnnotatedImageReaderNodeFactory extends DefaultNodeFactory {
  private static final DefaultNode NODE =
      DefaultNode.create()
          .name("Annotated Image Reader")
          .icon("annotated-image-reader.png")
          .shortDescription("Reads the images of a folder, and what they show, into a table.")
          .fullDescription(
              """
              <p>Reads the image files of a folder, one row a file, ordered by their paths: numbers
              in names by their value, upper and lower case together. JPEG, PNG, BMP, TIFF, WebP,
              PPM and PGM files are read; other files, and files whose name begins with a dot, are
              left out. Images are turned upright as their EXIF data say, and have 8 bits a
              colour.</p>
              <p>With annotations, a column tells which objects each image shows, and where: boxes of
              COCO, Pascal VOC or ILSVRC, or the classes of ImageNet's folders. Boxes are cut at the
              image's edges; those without an area or outside the image are left out. An image
              without annotation gets a missing value; annotations without image, classes that the
              class table does not have, and whatever else is doubtful are named in a warning.</p>
              <p><b>Example.</b> Folder <tt>photos</tt> and annotations
              <tt>instances_val2017.json</tt>: a row a photo, with the boxes of COCO. Folder
              <tt>imagenet</tt> with sub folders like <tt>n01882714</tt>, annotations the same
              folder, and a class table: a row a photo, with the class of its folder.</p>
              <p>A file that is no readable image becomes a missing value, and one warning names the
              first such files. A folder without images gives an empty table and a warning.</p>
              """)
          .sinceVersion(5, 8, 0)
          .ports(
              ports ->
                  ports.addOutputTable(
                      "Images",
                      """
                      One row an image file. <tt>Image</tt> holds the picture; <tt>Image name</tt>
                      the file's name without its ending, made longer by folder and ending where
                      several files share it; <tt>Path</tt> the file. With output "Paths" there is
                      no column <tt>Image</tt>. With annotations, <tt>Annotations</tt> holds the
                      objects as JSON: <tt>[{"label": "koala", "box": [x1, y1, x2, y2]}]</tt>, in
                      pixels, from the left upper corner to the right and lower edge.
                      """))
          .model(
              model ->
                  model
                      .parametersClass(AnnotatedImageReaderParameters.class)
                      .configure(AnnotatedImageReaderNodeFactory::configure)
                      .execute(AnnotatedImageReaderNodeFactory::execute))
          .nodeType(NodeType.Source)
          .keywords(
              "picture",
              "photo",
              "folder",
              "JPEG",
              "PNG",
              "TIFF",
              "COCO",
              "Pascal VOC",
              "ILSVRC",
              "ImageNet",
              "ground truth",
              "bounding box");

  /** For the framework. */
  public AnnotatedImageReaderNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out)
      throws InvalidSettingsException {
    AnnotatedImageReaderParameters parameters = in.getParameters();
    folder(parameters);
    boolean annotated = existing(parameters.annotations, "Annotations").isPresent();
    existing(parameters.classTable, "Class table");
    out.setOutSpec(0, ImageRows.spec(parameters.output, annotated));
  }

  private static void execute(ExecuteInput in, ExecuteOutput out)
      throws CanceledExecutionException, KNIMEException {
    AnnotatedImageReaderParameters parameters = in.getParameters();
    ExecutionContext exec = in.getExecutionContext();
    try {
      Path folder = folder(parameters);
      List<ImageFile> files = ImageFolder.list(folder, parameters.subFolders);
      if (files.isEmpty()) {
        out.setWarningMessage("There is no image file in folder " + folder + ".");
      }
      exec.setMessage("Reading the annotations");
      ImageRows rows = new ImageRows(files, parameters.output, annotations(parameters, files));
      ImageRows.Result result =
          rows.read(Subset.of(files.size(), parameters.subsetSize, parameters.subsetSeed), exec);
      result.warning().ifPresent(out::setWarningMessage);
      out.setOutData(0, result.table());
    } catch (InvalidSettingsException | EngineException e) {
      throw new KNIMEException(e.getMessage(), e);
    } catch (IOException e) {
      throw new KNIMEException("Folder '" + parameters.folder + "' cannot be listed: " + e, e);
    }
  }

  private static Optional<AnnotatedPictures> annotations(
      AnnotatedImageReaderParameters parameters, List<ImageFile> files)
      throws InvalidSettingsException {
    Optional<Path> path = existing(parameters.annotations, "Annotations");
    Optional<Path> table = existing(parameters.classTable, "Class table");
    if (path.isEmpty()) {
      return Optional.empty();
    }
    Optional<AnnotationSource.Format> format =
        switch (parameters.annotationFormat) {
          case AUTO -> Optional.empty();
          case COCO -> Optional.of(AnnotationSource.Format.COCO);
          case XML -> Optional.of(AnnotationSource.Format.XML);
          case CLASS_FOLDERS -> Optional.of(AnnotationSource.Format.CLASS_FOLDERS);
        };
    return Optional.of(
        new AnnotatedPictures(
            AnnotationSource.open(path.get(), format),
            table.map(ClassMapping::read).orElseGet(ClassMapping::identity),
            files.stream().map(ImageFile::file).toList()));
  }

  /** The file or folder of a setting; empty if the setting is. */
  private static Optional<Path> existing(String location, String option)
      throws InvalidSettingsException {
    if (location.isBlank()) {
      return Optional.empty();
    }
    Path path = LocalFile.resolve(location, option);
    if (!Files.exists(path)) {
      throw new InvalidSettingsException(
          option
              + ": there is no '"
              + location
              + "' on this machine (looked for "
              + path
              + "). Give the path of a file or folder that exists, or leave the option empty.");
    }
    return Optional.of(path);
  }

  private static Path folder(AnnotatedImageReaderParameters parameters)
      throws InvalidSettingsException {
    Path folder = LocalFile.resolve(parameters.folder, "Folder");
    if (!Files.isDirectory(folder)) {
      throw new InvalidSettingsException(
          "Folder: '"
              + parameters.folder
              + "' is no folder on this machine (looked for "
              + folder
              + "). Give the path of a folder with images.");
    }
    return folder;
  }
}
