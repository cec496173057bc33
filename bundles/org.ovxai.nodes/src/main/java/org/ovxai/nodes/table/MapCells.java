package org.ovxai.nodes.table;

import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataCell;
import org.knime.core.data.MissingCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.ovxai.engine.Explanation;
import org.ovxai.engine.image.ImageFiles;
import org.ovxai.engine.image.MapPng;
import org.ovxai.engine.image.MapSize;
import org.ovxai.engine.image.Overlay;
import org.ovxai.engine.image.OverlayOptions;
import org.ovxai.engine.image.PixelBox;
import org.ovxai.engine.image.RgbImage;
import org.ovxai.engine.image.SaliencyMap;
import org.ovxai.engine.model.InputInfo;

/**
 * Turns saliency maps into cells.
 *
 * @param overlay how overlays are drawn; empty if there are none
 * @param resized whether maps get the size of the picture, or of the network's input where there is
 *     no picture; if not they keep their own
 * @param network the network's input
 */
public record MapCells(Optional<OverlayOptions> overlay, boolean resized, InputInfo network) {

  /** The cells of a map: the picture of it, its smallest and its largest value. */
  static List<DataCell> of(SaliencyMap map) {
    return List.of(
        PNGImageCellFactory.create(MapPng.encode(map)),
        new DoubleCell(map.min()),
        new DoubleCell(map.max()));
  }

  /** The cells of an explanation: its map, and the overlay if there is to be one. */
  public List<DataCell> of(Explanation explanation, RowInput input) {
    List<DataCell> map = of(resized ? resized(explanation.map(), input) : explanation.map());
    return overlay
        .map(o -> List.of(map.get(0), map.get(1), map.get(2), overlay(explanation, input, o)))
        .orElse(map);
  }

  private SaliencyMap resized(SaliencyMap map, RowInput input) {
    int height = input.picture().map(RgbImage::height).orElse(network.height());
    int width = input.picture().map(RgbImage::width).orElse(network.width());
    return MapSize.resized(map, height, width);
  }

  private static DataCell overlay(Explanation e, RowInput input, OverlayOptions options) {
    return input
        .picture()
        .map(p -> drawn(p, e, options))
        .<DataCell>map(drawn -> PNGImageCellFactory.create(ImageFiles.png(drawn)))
        .orElseGet(() -> new MissingCell(input.withoutPicture()));
  }

  private static RgbImage drawn(RgbImage picture, Explanation e, OverlayOptions options) {
    return e.box()
        .map(b -> new PixelBox(b.x1(), b.y1(), b.x2(), b.y2()))
        .map(b -> Overlay.draw(picture, e.map(), options, e.label(), e.confidence(), b))
        .orElseGet(() -> Overlay.draw(picture, e.map(), options, e.label(), e.confidence()));
  }
}
