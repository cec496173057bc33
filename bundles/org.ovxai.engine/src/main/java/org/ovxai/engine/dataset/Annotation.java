package org.ovxai.engine.dataset;

import java.util.Optional;

/**
 * An object in a picture.
 *
 * @param label name of its class
 * @param box where it is; empty if that is not known
 */
public record Annotation(String label, Optional<BoundingBox> box) {}
