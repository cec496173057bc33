package org.ovxai.nodes.port;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.swing.JComponent;
import javax.swing.JEditorPane;
import javax.swing.JScrollPane;
import org.ovxai.engine.XaiInserter.Inserted;
import org.ovxai.engine.model.InputInfo;
import org.ovxai.engine.model.LayerInfo;
import org.ovxai.engine.model.ModelInfo;
import org.ovxai.engine.model.OutputInfo;
import org.ovxai.engine.model.Preprocessing;

/** What the views of the model port show: pages of HTML. */
final class ModelPage {
  private static final int MOST_LABELS = 2000;

  private final ModelInfo info;

  ModelPage(ModelInfo info) {
    this.info = info;
  }

  /** A page on how the model's output {@code saliency_map} came about. */
  static JComponent view(Inserted inserted) {
    return view(
        "Saliency map",
        page(
            "Saliency map",
            row("Output", "saliency_map")
                + row("Method", inserted.method())
                + row("Target layer", inserted.layer())
                + row("Maps", inserted.perClass() ? "one per class" : "one for all classes")));
  }

  /** The page on the model. */
  JComponent view() {
    return view("OpenVINO Model", html());
  }

  private static JComponent view(String title, String html) {
    JEditorPane pane = new JEditorPane("text/html", html);
    pane.setEditable(false);
    pane.setCaretPosition(0);
    JScrollPane view = new JScrollPane(pane);
    view.setName(title);
    return view;
  }

  String html() {
    return page(
        info.name(),
        row("Task", words(info.task()))
            + row("Input", input())
            + row("Preprocessing", preprocessing())
            + row("Outputs", info.outputs().stream().map(ModelPage::output).toList())
            + row("Activation", words(info.activation()))
            + row("Inference", info.inference().device() + ", " + info.inference().precision())
            + row("Classes", labels())
            + row("Possible target layers", info.layers().stream().map(this::layer).toList())
            + row("SHA-256", info.contentHash()));
  }

  private static String page(String title, String rows) {
    return "<html><body><h2>" + escape(title) + "</h2><table>" + rows + "</table></body></html>";
  }

  private String input() {
    InputInfo input = info.input();
    return named(input.name())
        + input.height()
        + " x "
        + input.width()
        + " pixels, "
        + input.layout()
        + " "
        + input.shape()
        + ", "
        + input.elementType();
  }

  private String preprocessing() {
    Preprocessing how = info.input().preprocessing();
    return how.colorOrder()
        + ", resize "
        + words(how.resizeMode())
        + ", mean "
        + numbers(how.mean())
        + ", scale "
        + numbers(how.scale());
  }

  private static String output(OutputInfo output) {
    return named(output.name())
        + output.shape()
        + ", "
        + output.elementType()
        + ": "
        + words(output.role());
  }

  private List<String> labels() {
    if (info.labels().isEmpty()) {
      return List.of(info.classes() == 0 ? "not known" : info.classes() + ", without names");
    }
    List<String> labels =
        IntStream.range(0, Math.min(info.labels().size(), MOST_LABELS))
            .mapToObj(i -> i + " " + info.labels().get(i))
            .collect(Collectors.toList());
    if (info.labels().size() > MOST_LABELS) {
      labels.add("and " + (info.labels().size() - MOST_LABELS) + " more");
    }
    return labels;
  }

  private String layer(LayerInfo layer) {
    return layer.name() + " " + layer.shape();
  }

  private static String named(String name) {
    return name.isEmpty() ? "" : name + ", ";
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String numbers(List<Double> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static String row(String title, String line) {
    return row(title, List.of(line));
  }

  private static String row(String title, List<String> lines) {
    return "<tr><td valign=top><b>" + title + "</b></td><td>" + html(lines) + "</td></tr>";
  }

  private static String html(List<String> lines) {
    return lines.stream().map(ModelPage::escape).collect(Collectors.joining("<br>"));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
