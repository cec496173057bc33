package org.ovxai.testing;

import org.knime.core.data.image.png.PNGImageValue;
import org.knime.testing.core.DifferenceChecker;
import org.knime.testing.core.DifferenceCheckerFactory;

/** Makes {@link SaliencyMapChecker}s for the node Table Difference Checker. */
public final class SaliencyMapCheckerFactory implements DifferenceCheckerFactory<PNGImageValue> {
  static final String DESCRIPTION = "Saliency map, with an allowed difference";

  @Override
  public Class<PNGImageValue> getType() {
    return PNGImageValue.class;
  }

  @Override
  public String getDescription() {
    return DESCRIPTION;
  }

  @Override
  public DifferenceChecker<PNGImageValue> newChecker() {
    return new SaliencyMapChecker();
  }
}
