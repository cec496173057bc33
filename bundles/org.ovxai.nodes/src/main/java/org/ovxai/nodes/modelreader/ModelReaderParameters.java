package org.ovxai.nodes.modelreader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.OptionalWidget.DefaultValueProvider;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.text.TextAreaWidget;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.PatternValidation;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.PatternValidation.IsNotBlankValidation;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.detection.DetectionFormat;
import org.ovxai.engine.model.Activation;
import org.ovxai.engine.model.ColorOrder;
import org.ovxai.engine.model.DetectionOptions;
import org.ovxai.engine.model.InferenceOptions;
import org.ovxai.engine.model.Interpolation;
import org.ovxai.engine.model.LabelSource;
import org.ovxai.engine.model.Preprocessing;
import org.ovxai.engine.model.ReadOptions;
import org.ovxai.engine.model.ReadOptions.Size;
import org.ovxai.engine.model.ResizeMode;
import org.ovxai.engine.model.Task;
import org.ovxai.nodes.files.LocalFile;
import org.ovxai.nodes.parameters.AtMostOne;

/** The model's file, and what the file does not say about its input and output. */
final class ModelReaderParameters implements NodeParameters {
  private static final String AUTO = "AUTO";

  @Section(title = "Input")
  interface InputSection {}

  @Section(title = "Output")
  @After(InputSection.class)
  interface OutputSection {}

  @Section(title = "Inference")
  @After(OutputSection.class)
  @Advanced
  interface InferenceSection {}

  enum ModelTask {
    @Label(
        value = "Automatic",
        description = "What the model says of itself, else what its outputs look like.")
    AUTO,
    @Label(value = "Classification", description = "The model gives one score a class.")
    CLASSIFICATION,
    @Label(value = "Detection", description = "The model gives boxes with classes.")
    DETECTION
  }

  enum InputSource {
    @Label(
        value = "From the model",
        description =
            "What the model's own description (<tt>model_info</tt>) says. The settings below hold"
                + " where it says nothing.")
    FROM_MODEL,
    @Label(value = "As set below", description = "The settings below, whatever the model says.")
    MANUAL
  }

  enum Colors {
    @Label(value = "RGB", description = "Red, green, blue: usual for models trained with PyTorch.")
    RGB,
    @Label(
        value = "BGR",
        description = "Blue, green, red: usual for models trained with OpenCV or Caffe.")
    BGR
  }

  enum Resize {
    @Label(value = "Stretch", description = "The image is stretched to the input's size.")
    STANDARD,
    @Label(
        value = "Fit, padding right and below",
        description =
            "The image keeps its proportions; the rest, at the right or below, gets the padding"
                + " value.")
    FIT_TO_WINDOW,
    @Label(
        value = "Fit, padding around",
        description =
            "The image keeps its proportions and is centred; the rest gets the padding value.")
    FIT_TO_WINDOW_LETTERBOX,
    @Label(
        value = "Crop",
        description =
            "The middle of the image, as large as the input's proportions allow. Saliency maps have"
                + " their least value where the model does not see the image.")
    CROP
  }

  enum InputLayout {
    @Label(
        value = "Automatic",
        description = "What the model says, else what its shape looks like.")
    AUTO,
    @Label(value = "NCHW", description = "Colours before height and width.")
    NCHW,
    @Label(value = "NHWC", description = "Colours after height and width.")
    NHWC
  }

  static final class Activations implements StringChoicesProvider {
    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      return List.of(
          new StringChoice(AUTO, "Automatic"),
          new StringChoice("NONE", "None"),
          new StringChoice("SOFTMAX", "Softmax"),
          new StringChoice("SIGMOID", "Sigmoid"));
    }
  }

  enum Labels {
    @Label(
        value = "Automatic",
        description =
            "From the file <tt>metadata.yaml</tt> beside the model, else from the model, else from"
                + " the file <tt>labels.txt</tt> beside it.")
    AUTO,
    @Label(value = "From a file", description = "A text file with one name a line.")
    FILE,
    @Label(value = "Typed", description = "The names typed below.")
    TYPED,
    @Label(value = "None", description = "Classes are called by their index.")
    NONE
  }

  enum Precision {
    @Label(value = "f32", description = "32-bit floating point.")
    F32,
    @Label(value = "f16", description = "16-bit floating point.")
    F16,
    @Label(value = "bf16", description = "16-bit brain floating point.")
    BF16,
    @Label(value = "dynamic", description = "What OpenVINO chooses for the device.")
    DYNAMIC
  }

  static final class DetectionFormats implements StringChoicesProvider {
    @Override
    public List<StringChoice> computeState(NodeParametersInput in) {
      List<StringChoice> choices = new ArrayList<>();
      choices.add(new StringChoice(AUTO, "Automatic"));
      for (DetectionFormat format : DetectionFormat.values()) {
        choices.add(new StringChoice(format.name(), format.title()));
      }
      return choices;
    }
  }

  enum FirstLabel {
    @Label(
        value = "Automatic",
        description = "0, except for TensorFlow Object Detection and EfficientDet.")
    AUTO,
    @Label(value = "0", description = "The model gives the first label the number 0.")
    ZERO,
    @Label(
        value = "1",
        description = "The model gives the first label the number 1; 0 is the background.")
    ONE
  }

  static final class UsualConfidence implements DefaultValueProvider<Double> {
    @Override
    public Double computeState(NodeParametersInput in) {
      return 0.5;
    }
  }

  static final class UsualIou implements DefaultValueProvider<Double> {
    @Override
    public Double computeState(NodeParametersInput in) {
      return 0.6;
    }
  }

  interface LabelsReference extends ParameterReference<Labels> {}

  static final class LabelsFromFile implements EffectPredicateProvider {
    @Override
    public EffectPredicate init(PredicateInitializer i) {
      return i.getEnum(LabelsReference.class).isOneOf(Labels.FILE);
    }
  }

  static final class LabelsTyped implements EffectPredicateProvider {
    @Override
    public EffectPredicate init(PredicateInitializer i) {
      return i.getEnum(LabelsReference.class).isOneOf(Labels.TYPED);
    }
  }

  interface ResizeReference extends ParameterReference<Resize> {}

  static final class Padded implements EffectPredicateProvider {
    @Override
    public EffectPredicate init(PredicateInitializer i) {
      return i.getEnum(ResizeReference.class)
          .isOneOf(Resize.FIT_TO_WINDOW, Resize.FIT_TO_WINDOW_LETTERBOX);
    }
  }

  static final class OneOrThreeNumbers extends PatternValidation {
    @Override
    protected String getPattern() {
      return ChannelValues.PATTERN;
    }

    @Override
    public String getErrorMessage() {
      return "Give one number for all colours, or three separated by spaces.";
    }
  }

  static final class AtMost255 extends MaxValidation {
    @Override
    protected double getMax() {
      return 255;
    }
  }

  @Widget(
      title = "Model file",
      description =
          """
          The model: OpenVINO IR (<tt>.xml</tt> with its <tt>.bin</tt> beside it), ONNX
          (<tt>.onnx</tt>) or TensorFlow Lite (<tt>.tflite</tt>). A path on this machine, or a URL
          such as <tt>knime://knime.workflow/data/model.xml</tt>.
          """)
  @TextInputWidget(placeholder = "knime://knime.workflow/data/model.xml")
  String file = "";

  @Widget(title = "Task", description = "What the model does.")
  ModelTask task = ModelTask.AUTO;

  @Layout(InputSection.class)
  @Widget(
      title = "Input settings",
      description =
          "How an image becomes the model's input. Wrong settings give wrong predictions without"
              + " any error.")
  @ValueSwitchWidget
  InputSource inputSettings = InputSource.FROM_MODEL;

  @Layout(InputSection.class)
  @Widget(title = "Colour order", description = "The order of the colours that the model expects.")
  @ValueSwitchWidget
  Colors colorOrder = Colors.RGB;

  @Layout(InputSection.class)
  @Widget(title = "Resize", description = "How an image gets the size of the model's input.")
  @ValueReference(ResizeReference.class)
  Resize resizeMode = Resize.STANDARD;

  @Layout(InputSection.class)
  @Widget(
      title = "Mean",
      description =
          """
          Subtracted from the colours, which are 0 to 255: one number for all, or three separated by
          spaces, in the model's colour order. Models that expect values from 0 to 1 with ImageNet's
          mean take <tt>123.675 116.28 103.53</tt>.
          """)
  @TextInputWidget(patternValidation = OneOrThreeNumbers.class)
  String mean = "0";

  @Layout(InputSection.class)
  @Widget(
      title = "Scale",
      description =
          """
          The colours are divided by it after the mean has been subtracted: one number for all, or
          three separated by spaces, in the model's colour order. ImageNet's standard deviation is
          <tt>58.395 57.12 57.375</tt>; 255 turns 0 to 255 into 0 to 1.
          """)
  @TextInputWidget(patternValidation = OneOrThreeNumbers.class)
  String scale = "1";

  @Layout(InputSection.class)
  @Widget(
      title = "Padding value",
      description = "The grey, 0 to 255, around an image that keeps its proportions.",
      advanced = true)
  @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMost255.class)
  @Effect(predicate = Padded.class, type = EffectType.SHOW)
  int padValue;

  @Layout(InputSection.class)
  @Widget(
      title = "Layout",
      description = "The order of the dimensions of the model's input.",
      advanced = true)
  @ValueSwitchWidget
  InputLayout layout = InputLayout.AUTO;

  @Layout(InputSection.class)
  @Widget(
      title = "Input height",
      description = "In pixels, for models whose input has no fixed height; 0 to take the model's.",
      advanced = true)
  @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
  int inputHeight;

  @Layout(InputSection.class)
  @Widget(
      title = "Input width",
      description = "In pixels, for models whose input has no fixed width; 0 to take the model's.",
      advanced = true)
  @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
  int inputWidth;

  @Migrate(loadDefaultIfAbsent = true)
  @Layout(OutputSection.class)
  @Widget(
      title = "Output with the scores",
      description =
          """
          For classifiers with several outputs: the name of the one with a score for each class.
          Empty: it is found, and a warning tells which one was taken if several fit.
          """,
      advanced = true)
  @TextInputWidget(placeholder = "found automatically")
  String scoresOutput = "";

  @Layout(OutputSection.class)
  @Widget(
      title = "Activation",
      description =
          """
          What turns the model's scores into confidences. Automatic: none if the network ends in an
          activation itself, else what the model says, else softmax. None: the output is taken as it
          is. Softmax: one class an image, the confidences add up to 1. Sigmoid: several classes an
          image, each confidence for itself.
          """)
  @ChoicesProvider(Activations.class)
  String activation = AUTO;

  @Layout(OutputSection.class)
  @Widget(title = "Labels", description = "Where the names of the classes come from.")
  @ValueReference(LabelsReference.class)
  Labels labels = Labels.AUTO;

  @Layout(OutputSection.class)
  @Widget(
      title = "Label file",
      description = "A text file (UTF-8) with the name of class 0 in its first line.")
  @Effect(predicate = LabelsFromFile.class, type = EffectType.SHOW)
  @TextInputWidget(placeholder = "knime://knime.workflow/data/labels.txt")
  String labelFile = "";

  @Layout(OutputSection.class)
  @Widget(title = "Label names", description = "One name a line, class 0 first.")
  @Effect(predicate = LabelsTyped.class, type = EffectType.SHOW)
  @TextAreaWidget(rows = 8)
  String labelNames = "";

  @Layout(OutputSection.class)
  @Widget(
      title = "Detection format",
      description =
          """
          Detectors: what the model's outputs mean. Automatic: names and shapes of the outputs and
          the number of labels tell it; the log says what was recognised, and a warning what is
          doubtful. Methods that look into the network need no format.
          """,
      advanced = true)
  @ChoicesProvider(DetectionFormats.class)
  @Migrate(loadDefaultIfAbsent = true)
  String detectionFormat = AUTO;

  @Layout(OutputSection.class)
  @Widget(
      title = "Confidence threshold",
      description =
          """
          Detectors: objects need a greater confidence, 0 to 1. If it is not given, what the model
          says, else what is usual for the format.
          """,
      advanced = true)
  @OptionalWidget(defaultProvider = UsualConfidence.class)
  @Migrate(loadDefaultIfAbsent = true)
  @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
  Optional<Double> confidenceThreshold = Optional.empty();

  @Layout(OutputSection.class)
  @Widget(
      title = "IoU threshold",
      description =
          """
          Detectors: of two boxes that overlap by more (intersection over union, 0 to 1), the one
          with the lower confidence is left out; with 1 none is. If it is not given, what the model
          says, else what is usual for the format.
          """,
      advanced = true)
  @OptionalWidget(defaultProvider = UsualIou.class)
  @Migrate(loadDefaultIfAbsent = true)
  @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
  Optional<Double> iouThreshold = Optional.empty();

  @Layout(OutputSection.class)
  @Widget(
      title = "Number of the first label",
      description = "Detectors that write a number for each label: which one the first label has.",
      advanced = true)
  @ValueSwitchWidget
  @Migrate(loadDefaultIfAbsent = true)
  FirstLabel firstLabel = FirstLabel.AUTO;

  @Layout(InferenceSection.class)
  @Widget(
      title = "Device",
      description =
          "Where OpenVINO computes: <tt>CPU</tt>, <tt>GPU</tt>, <tt>NPU</tt> or <tt>AUTO</tt>, as"
              + " far as this machine has it.")
  @TextInputWidget(placeholder = "CPU", patternValidation = IsNotBlankValidation.class)
  String device = "CPU";

  @Layout(InferenceSection.class)
  @Widget(
      title = "Inference precision",
      description =
          """
          The numbers that OpenVINO computes with. OpenVINO alone would choose, and some processors
          then compute with 16 bits: scores and saliency maps would differ from machine to machine.
          f32 gives the same everywhere; the others may be faster on a GPU or on a processor with
          16-bit units.
          """)
  @ValueSwitchWidget
  Precision precision = Precision.F32;

  @Layout(InferenceSection.class)
  @Widget(
      title = "Folder for compiled networks",
      description =
          """
          OpenVINO keeps compiled networks in this folder, so that the nodes behind start faster the
          next time. A path or a knime:// URL; empty: nothing is kept. A folder that cannot be
          written is left alone, with a warning.
          """)
  @Migrate(loadDefaultIfAbsent = true)
  String cacheFolder = "";

  @Override
  public void validate() throws InvalidSettingsException {
    preprocessing();
    detection();
    activation();
    if (inputHeight < 0 || inputWidth < 0 || (inputHeight == 0) != (inputWidth == 0)) {
      throw new InvalidSettingsException(
          "Input height and width are "
              + inputHeight
              + " and "
              + inputWidth
              + "; give both in pixels, or 0 and 0 to take the model's.");
    }
    if (device.isBlank()) {
      throw new InvalidSettingsException("Device: nothing is chosen. Give CPU, GPU, NPU or AUTO.");
    }
    if (labels == Labels.FILE && labelFile.isBlank()) {
      throw new InvalidSettingsException("Label file: no file is given, and labels come from one.");
    }
    if (labels == Labels.TYPED && labelNames.isBlank()) {
      throw new InvalidSettingsException("Label names: nothing is typed. Give one name a line.");
    }
  }

  /** These settings in the engine's words. */
  ReadOptions readOptions(Optional<Path> cache) throws InvalidSettingsException {
    return new ReadOptions(
        task == ModelTask.AUTO ? Optional.empty() : Optional.of(Task.valueOf(task.name())),
        inputSettings == InputSource.FROM_MODEL,
        preprocessing(),
        layout == InputLayout.AUTO
            ? Optional.empty()
            : Optional.of(org.ovxai.engine.model.Layout.valueOf(layout.name())),
        inputHeight == 0 ? Optional.empty() : Optional.of(new Size(inputHeight, inputWidth)),
        activation(),
        labelSource(),
        new InferenceOptions(device.strip(), precision.name().toLowerCase(Locale.ROOT), 0, cache),
        detection(),
        Optional.of(scoresOutput.strip()).filter(name -> !name.isEmpty()));
  }

  private DetectionOptions detection() throws InvalidSettingsException {
    Optional<DetectionFormat> format = Optional.empty();
    if (!detectionFormat.isBlank() && !detectionFormat.strip().equalsIgnoreCase(AUTO)) {
      format =
          Arrays.stream(DetectionFormat.values())
              .filter(f -> f.name().equalsIgnoreCase(detectionFormat.strip()))
              .findFirst();
      if (format.isEmpty()) {
        throw new InvalidSettingsException(
            "There is no detection format '"
                + detectionFormat
                + "'. Choose AUTO or one of: "
                + Arrays.toString(DetectionFormat.values())
                + ".");
      }
    }
    return new DetectionOptions(
        format,
        threshold(confidenceThreshold, "Confidence threshold"),
        threshold(iouThreshold, "IoU threshold"),
        firstLabel == FirstLabel.AUTO
            ? OptionalInt.empty()
            : OptionalInt.of(firstLabel == FirstLabel.ONE ? 1 : 0));
  }

  private static OptionalDouble threshold(Optional<Double> value, String title)
      throws InvalidSettingsException {
    if (value.isPresent() && !(value.get() >= 0 && value.get() <= 1)) {
      throw new InvalidSettingsException(
          title
              + ": "
              + value.get()
              + " is not from 0 to 1. Give a part, such as 0.5 for one half, or none for the"
              + " model's own.");
    }
    return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
  }

  private Optional<Activation> activation() throws InvalidSettingsException {
    String name = activation.strip().toUpperCase(Locale.ROOT);
    if (name.isEmpty() || name.equals(AUTO) || name.equals("AUTOMATIC")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Activation.valueOf(name));
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingsException(
          "There is no activation '" + activation + "'. Choose auto, none, softmax or sigmoid.", e);
    }
  }

  private Preprocessing preprocessing() throws InvalidSettingsException {
    try {
      return new Preprocessing(
          ColorOrder.valueOf(colorOrder.name()),
          ResizeMode.valueOf(resizeMode.name()),
          Interpolation.LINEAR,
          padValue,
          ChannelValues.parse(mean, "Mean"),
          ChannelValues.parse(scale, "Scale"));
    } catch (EngineException e) {
      throw new InvalidSettingsException(e.getMessage(), e);
    }
  }

  private LabelSource labelSource() throws InvalidSettingsException {
    return switch (labels) {
      case AUTO -> new LabelSource.Auto();
      case FILE -> new LabelSource.File(LocalFile.resolve(labelFile, "Label file"));
      case TYPED -> new LabelSource.Typed(labelNames.strip().lines().map(String::strip).toList());
      case NONE -> new LabelSource.None();
    };
  }
}
