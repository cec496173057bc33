package org.ovxai.engine.whitebox;

import java.util.Map;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;

/**
 * A white-box method that masks inner tensors, one cell after another, and reads the scores of each
 * version.
 */
public sealed interface MaskingMethod extends WhiteBoxMethod permits ReciproCam {

  /**
   * What is masked in a network, and how.
   *
   * @throws org.ovxai.engine.EngineException if the network does not fit the method
   */
  Masking masking(IrModel model);

  @Override
  default Insertion insert(IrModel model) {
    Masking masking = masking(model);
    IrPort maps =
        PooledHead.insert(model, masking)
            .orElseGet(() -> masking.byClass(model, versions(model, masking)));
    model.addResult(OUTPUT, maps);
    return new Insertion(masking.layer(), true);
  }

  private static IrPort versions(IrModel model, Masking masking) {
    int cells = masking.cells();
    IrPort masks = model.constant("masks", masking.masksShape(cells), masking.masks(0, cells));
    Map<IrPort, IrPort> masked = MaskedHead.masked(model, masking, masks, cells);
    return new MaskedHead(model, masking, masked, cells).insert();
  }
}
