package org.ovxai.nodes.imagereader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.ovxai.nodes.files.LocalFile;
import org.ovxai.nodes.imagereader.ImageFolder.ImageFile;

/** Annotated Image Reader: a folder of image files becomes a table. */
public final class AnnotatedImageReaderNodeFactory extends DefaultNodeFactory {
  private static final DefaultNode NODE =
      DefaultNode.create()
          .name("Annotated Image Reader")
          .icon("annotated-image-reader.png")
          .shortDescription("Reads the images of a folder into a table.")
          .fullDescription(
              """
              <p>Reads the image files of a folder, one row a file, ordered by their paths: numbers
              in names by their value, upper and lower case together. JPEG, PNG, BMP, TIFF, WebP,
              PPM and PGM files are read; other files, and files whose name begins with a dot, are
              left out. Images are turned upright as their EXIF data say, and have 8 bits a
              colour.</p>
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
                      no column <tt>Image</tt>.
                      """))
          .model(
              model ->
                  model
                      .parametersClass(AnnotatedImageReaderParameters.class)
                      .configure(AnnotatedImageReaderNodeFactory::configure)
                      .execute(AnnotatedImageReaderNodeFactory::execute))
          .nodeType(NodeType.Source)
          .keywords("picture", "photo", "folder", "JPEG", "PNG", "TIFF");

  /** For the framework. */
  public AnnotatedImageReaderNodeFactory() {
    super(NODE);
  }

  private static void configure(ConfigureInput in, ConfigureOutput out)
      throws InvalidSettingsException {
    AnnotatedImageReaderParameters parameters = in.getParameters();
    folder(parameters);
    out.setOutSpec(0, ImageRows.spec(parameters.output));
  }

  private static void execute(ExecuteInput in, ExecuteOutput out)
      throws CanceledExecutionException, KNIMEException {
    AnnotatedImageReaderParameters parameters = in.getParameters();
    Path folder;
    List<ImageFile> files;
    try {
      folder = folder(parameters);
      files = ImageFolder.list(folder, parameters.subFolders);
    } catch (InvalidSettingsException e) {
      throw new KNIMEException(e.getMessage(), e);
    } catch (IOException e) {
      throw new KNIMEException("Folder '" + parameters.folder + "' cannot be listed: " + e, e);
    }
    if (files.isEmpty()) {
      out.setWarningMessage("There is no image file in folder " + folder + ".");
    }
    ImageRows.Result result = ImageRows.read(files, parameters.output, in.getExecutionContext());
    result.warning().ifPresent(out::setWarningMessage);
    out.setOutData(0, result.table());
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
              + ").");
    }
    return folder;
  }
}
