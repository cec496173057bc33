package org.ovxai.engine.dataset;

import java.util.List;

/**
 * What an annotation file says of one picture.
 *
 * @param width columns of the picture; 0 if the file does not say
 * @param height rows; 0 if the file does not say
 * @param objects what the picture shows
 * @param problems what of it cannot be used
 */
record RawPicture(int width, int height, List<RawAnnotation> objects, List<String> problems) {}
