package org.ovxai.viewer;

import java.util.List;
import org.knime.core.node.NodeDescription;
import org.knime.core.node.NodeDialogPane;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeView;
import org.knime.core.util.Version;
import org.knime.core.webui.node.dialog.NodeDialog;
import org.knime.core.webui.node.dialog.NodeDialogFactory;
import org.knime.core.webui.node.dialog.SettingsType;
import org.knime.core.webui.node.dialog.defaultdialog.DefaultNodeDialog;
import org.knime.core.webui.node.view.NodeViewFactory;
import org.knime.node.impl.description.DefaultNodeDescriptionUtil;
import org.knime.node.impl.description.PortDescription;

/** Saliency Overlay Viewer: explanations to look at, compare and export. */
public final class SaliencyOverlayViewerNodeFactory
    extends NodeFactory<SaliencyOverlayViewerNodeModel>
    implements NodeDialogFactory, NodeViewFactory<SaliencyOverlayViewerNodeModel> {
  private static final String DESCRIPTION =
      """
      <p>Shows the explanations of a table: each picture with its saliency map over it, the targets
      and methods of an image side by side. In the view you can change the opacity, the colours and
      the threshold, give maps the same scale, filter by label, confidence and method, sort by any
      number of the table, zoom, read the raw value of a map under the pointer, and save what you
      see as PNG or SVG. Selected rows are selected in KNIME's other views, too.</p>
      <p>Pictures come from a column of the table: let the explainer repeat the column with the
      images or their paths. Boxes of detections are drawn where the table has the columns
      <tt>Box x1</tt>, <tt>Box y1</tt>, <tt>Box x2</tt> and <tt>Box y2</tt>; ground truth where a
      column holds annotations.</p>
      <p><b>Example.</b> Behind a Saliency Explainer that keeps the column with the images, the node
      needs no setting. With the tables of two explainers, joined by the Concatenate node, it shows
      both methods side by side.</p>
      <p>Values are those that the explainer computed, exactly, as long as the map's picture is as
      the explainer made it; else they are exact to 1/131070 of the map's range. Only what is in
      sight is loaded.</p>
      <p>The node can write the same view as one HTML file for people without KNIME. It holds its
      data and fetches nothing.</p>
      """;

  @Override
  protected NodeDescription createNodeDescription() {
    return DefaultNodeDescriptionUtil.createNodeDescription(
        "Saliency Overlay Viewer",
        "saliency-overlay-viewer.png",
        List.of(
            PortDescription.fixedPort(
                "Explanations", "A table of explanations, as an explainer gives it.")),
        List.of(),
        "Shows explanations over their pictures, to look at, compare and export.",
        DESCRIPTION,
        List.of(),
        SaliencyOverlayViewerParameters.class,
        null,
        "The explanations as a page.",
        NodeType.Visualizer,
        List.of("XAI", "saliency", "heat map", "overlay", "view", "HTML", "report", "compare"),
        new Version(5, 8, 0));
  }

  @Override
  public SaliencyOverlayViewerNodeModel createNodeModel() {
    return new SaliencyOverlayViewerNodeModel();
  }

  @Override
  public boolean hasNodeView() {
    return true;
  }

  @Override
  public org.knime.core.webui.node.view.NodeView createNodeView(
      SaliencyOverlayViewerNodeModel model) {
    return new SaliencyOverlayView(model);
  }

  @Override
  public NodeDialog createNodeDialog() {
    return new DefaultNodeDialog(SettingsType.MODEL, SaliencyOverlayViewerParameters.class);
  }

  @Override
  protected int getNrNodeViews() {
    return 0;
  }

  @Override
  public NodeView<SaliencyOverlayViewerNodeModel> createNodeView(
      int index, SaliencyOverlayViewerNodeModel model) {
    throw new IndexOutOfBoundsException("The node has no Swing view " + index + ".");
  }

  @Override
  protected boolean hasDialog() {
    return false;
  }

  @Override
  protected NodeDialogPane createNodeDialogPane() {
    throw new IllegalStateException("The node has no Swing dialog.");
  }
}
