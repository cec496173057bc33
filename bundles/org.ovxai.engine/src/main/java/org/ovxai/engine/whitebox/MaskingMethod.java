package org.ovxai.engine.whitebox;

import java.util.Map;
import java.util.Optional;
import org.ovxai.engine.ir.IrModel;
import org.ovxai.engine.ir.IrPort;

/**
 * A white-box method that masks inner tensors, one cell after another, and reads the scores of each
 * version.
 */
public sealed interface MaskingMethod extends WhiteBoxMethod permits ReciproCam, VitReciproCam {

  /**
   * What is masked in a network, and how.
   *
   * @throws org.ovxai.engine.EngineException if the network does not fit the method
   */
  Masking masking(IrModel model);

  @Override
  default Insertion insert(IrModel model) {
    Masking masking = masking(model);
    if (!insertPooled(model, masking) && !insertByClassToken(model, masking)) {
      insertVersions(model, masking);
    }
    return new Insertion(masking.layer(), true);
  }

  /**
   * Inserts the method without masked versions, where the network begins with the mean over the
   * cells.
   */
  default boolean insertPooled(IrModel model, Masking masking) {
    Optional<PooledHead.Pooled> pooled = PooledHead.insert(model, masking);
    pooled.ifPresent(p -> model.addResult(OUTPUT, p.maps()));
    return pooled.isPresent();
  }

  /**
   * Inserts the method without masked versions, where the scores depend on the class token alone.
   */
  default boolean insertByClassToken(IrModel model, Masking masking) {
    Optional<IrPort> scores = ClassTokenHead.insert(model, masking);
    scores.ifPresent(s -> model.addResult(OUTPUT, masking.byClass(model, s)));
    return scores.isPresent();
  }

  /**
   * Inserts the method with masked versions of all cells at once.
   *
   * @throws org.ovxai.engine.EngineException if the network cannot take them as a batch
   */
  default void insertVersions(IrModel model, Masking masking) {
    int cells = masking.cells();
    IrPort masks = model.constant("masks", masking.masksShape(cells), masking.masks(0, cells));
    Map<IrPort, IrPort> masked = MaskedHead.masked(model, masking, masks, cells);
    IrPort versions = new MaskedHead(model, masking, masked, cells).insert();
    model.addResult(OUTPUT, masking.byClass(model, versions));
  }
}
