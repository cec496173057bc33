package org.ovxai.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.model.Activation;
import org.ovxai.engine.model.ColorOrder;
import org.ovxai.engine.model.ModelFiles;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.ModelReader;
import org.ovxai.engine.model.OutputRole;
import org.ovxai.engine.model.Preprocessing;
import org.ovxai.engine.model.VisionModel;

/**
 * Writes a model as an OpenVINO IR that tells how it is used: labels and input settings stand in
 * its {@code model_info}, under the keys of OpenVINO's Model API.
 */
public final class ModelWriter {

  /** What to do with files that exist. */
  public enum Existing {
    /** Refuse. */
    FAIL,
    /** Replace them. */
    OVERWRITE
  }

  private ModelWriter() {}

  /**
   * Writes a model.
   *
   * @param xml the file to write, ending with {@code .xml}, in an existing folder; the weights go
   *     beside it with the ending {@code .bin}
   * @param fp16 whether weights are stored in 16 bits; if not they stay as they are
   * @return the two files
   * @throws EngineException if a file exists and must not be replaced, or cannot be written;
   *     nothing half-written remains
   */
  public static List<Path> write(VisionModel model, Path xml, boolean fp16, Existing existing) {
    if (!xml.getFileName().toString().endsWith(".xml")) {
      throw new EngineException(
          "The model is to be written as " + xml + "; the name of an OpenVINO IR ends with .xml.");
    }
    Path weights = IrModel.weightsFile(xml);
    for (Path file : List.of(xml, weights)) {
      if (existing == Existing.FAIL && Files.exists(file)) {
        throw new EngineException(
            "The file " + file + " exists. Choose another name, or to overwrite.");
      }
    }
    IrModel network = IrModel.read(model.xml());
    if (fp16) {
      network.compressWeights();
    }
    network.compactWeights();
    network.setRuntimeInfo("model_info", use(model.info()));
    try {
      ModelFiles.writeTo(network, xml);
    } catch (IOException e) {
      throw new EngineException("The model cannot be written as " + xml + ": " + e, e);
    }
    return List.of(xml, weights);
  }

  private static Map<String, String> use(ModelInfo info) {
    Preprocessing how = info.input().preprocessing();
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("task_type", info.task().name().toLowerCase(Locale.ROOT));
    texts.put("layout", info.input().layout().name());
    texts.put("reverse_input_channels", how.colorOrder() == ColorOrder.BGR ? "YES" : "NO");
    texts.put("resize_type", how.resizeMode().name().toLowerCase(Locale.ROOT));
    texts.put("interpolation_mode", how.interpolation().name());
    texts.put("pad_value", Integer.toString(how.padValue()));
    texts.put("mean_values", join(how.mean()));
    texts.put("scale_values", join(how.scale()));
    info.outputs().stream()
        .filter(o -> o.role() == OutputRole.SCORES && !o.name().isEmpty())
        .findFirst()
        .ifPresent(o -> texts.put(ModelReader.SCORES_OUTPUT, o.name()));
    if (info.activation() == Activation.SIGMOID) {
      texts.put("multilabel", "YES");
    }
    info.detection()
        .ifPresent(
            d -> {
              texts.put("confidence_threshold", Double.toString(d.confidence()));
              if (d.iou() < 1) {
                texts.put("iou_threshold", Double.toString(d.iou()));
              }
              texts.put("detection_format", d.format().name());
              texts.put("first_label", Integer.toString(d.firstLabel()));
            });
    if (!info.labels().isEmpty()) {
      texts.put(
          "labels",
          info.labels().stream()
              .map(l -> l.replaceAll("\\s", "_"))
              .collect(Collectors.joining(" ")));
    }
    return texts;
  }

  private static String join(List<Double> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
