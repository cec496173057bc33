package org.ovxai.engine.metrics;

import java.util.EnumSet;
import java.util.Set;

/** The measures, by the names that users see. All but the delta and ROAD lie in 0..1. */
public enum Metric {
  /** {@link PointingGame#hit}. Higher is better. */
  POINTING_GAME("Pointing game"),
  /** {@link PointingGame#energy}. Higher is better. */
  ENERGY("Energy-based pointing game"),
  /** {@link PointingGame#grid}. Higher is better; 1 / cells is chance. */
  GRID("Grid pointing game"),
  /** {@link InsertionDeletion}: area under the curve of insertion. Higher is better. */
  INSERTION("Insertion AUC"),
  /** {@link InsertionDeletion}: area under the curve of deletion. Lower is better. */
  DELETION("Deletion AUC"),
  /** Insertion less deletion, -1..1. Higher is better. */
  DELTA("Insertion - deletion"),
  /** {@link Adcc}. Higher is better. */
  ADCC("ADCC"),
  /** {@link Adcc}: likeness to the map of the masked picture. Higher is better. */
  COHERENCY("Coherency"),
  /** {@link Adcc}: mean of the map. Lower is better. */
  COMPLEXITY("Complexity"),
  /** {@link Adcc}: loss of the score when the picture is masked. Lower is better. */
  AVERAGE_DROP("Average drop"),
  /** {@link Sparseness}. Higher is sparser. */
  SPARSENESS("Sparseness"),
  /** {@link Road}, -1..1. Higher is better. */
  ROAD("ROAD");

  /** The measures that compare the map with boxes. */
  public static final Set<Metric> LOCALISATION = EnumSet.of(POINTING_GAME, ENERGY, GRID);

  /** The measures of {@link InsertionDeletion}. */
  public static final Set<Metric> CURVES = EnumSet.of(INSERTION, DELETION, DELTA);

  /** The measures of {@link Adcc}. */
  public static final Set<Metric> ADCC_PARTS =
      EnumSet.of(ADCC, COHERENCY, COMPLEXITY, AVERAGE_DROP);

  private final String title;

  Metric(String title) {
    this.title = title;
  }

  /** The name as users see it. */
  public String title() {
    return title;
  }
}
