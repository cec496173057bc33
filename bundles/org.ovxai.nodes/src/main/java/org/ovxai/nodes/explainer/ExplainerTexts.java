package org.ovxai.nodes.explainer;

import org.knime.node.DefaultNode;
import org.knime.node.RequirePorts.PortsAdder;
import org.ovxai.nodes.port.OpenVinoModelPortObject;

/** What the descriptions of the explainers, and of the Predictor, have in common. */
public final class ExplainerTexts {
  /** The input with the images. */
  public static final String IMAGES =
      "A table with a column of images, of paths or URLs of image files, or of preprocessed"
          + " tensors.";

  /** How a saliency map stands in a table. */
  public static final String MAP =
      """
      the saliency map as a 16-bit grey PNG, and its raw range (raw value = <tt>Map min</tt> + grey
      value / 65535 * (<tt>Map max</tt> - <tt>Map min</tt>)), the overlay,
      """;

  /** What an output holds that may have objects, up to the method. */
  public static final String OBJECTS =
      """
      One row an image and class or object, with RowID <tt>&lt;image RowID&gt;_&lt;target&gt;</tt>:
      class, confidence, the object's box in pixels of the image,
      """
          + MAP
          + "the greatest standard error of the map where the method knows it, method, ";

  /** What becomes of images that cannot be explained. */
  public static final String FAILURES =
      """
      <p>An image that is missing, cannot be read, in which nothing was found, or that has a target
      that the model does not know gets a row with missing values, and one warning names the first
      such rows.</p>
      """;

  /** What can be known of an explanation. */
  public static final String CAUTION =
      """
      <p>A saliency map shows what a method measures, which need not be what a person would call the
      reason. Two methods that disagree are a reason to look closer.</p>
      """;

  private ExplainerTexts() {}

  /** The node with links to the papers of the white-box methods. */
  public static DefaultNode withWhiteBoxPapers(DefaultNode node) {
    return node.addExternalResource(
            "https://arxiv.org/abs/2209.14074",
            "Recipro-CAM: Fast gradient-free visual explanations for convolutional neural networks")
        .addExternalResource(
            "https://arxiv.org/abs/2310.02588",
            "ViT-ReciproCAM: Gradient and attention-free visual explanations for vision"
                + " transformer");
  }

  /** The node with links to the papers of the black-box methods. */
  public static DefaultNode withBlackBoxPapers(DefaultNode node) {
    return node.addExternalResource(
            "https://arxiv.org/abs/1806.07421",
            "RISE: Randomized input sampling for explanation of black-box models")
        .addExternalResource(
            "https://openvinotoolkit.github.io/openvino_xai/stable/user-guide.html",
            "AISE: Adaptive input sampling for explanation of black-box models, in the guide of"
                + " openvino_xai")
        .addExternalResource(
            "https://doi.org/10.1007/BF00941892",
            "Lipschitzian optimization without the Lipschitz constant (DIRECT, which AISE searches"
                + " with)");
  }

  /**
   * The ports of an explainer: model and images, and explanations.
   *
   * @param explanations what the output holds
   */
  public static void addPorts(PortsAdder ports, String explanations) {
    ports
        .addInputPort(
            "Model",
            "A classifier or detector, from the OpenVINO Model Reader.",
            OpenVinoModelPortObject.TYPE)
        .addInputTable("Images", IMAGES)
        .addOutputTable("Explanations", explanations);
  }
}
