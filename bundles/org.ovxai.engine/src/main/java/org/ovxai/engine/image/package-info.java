/**
 * Pictures and saliency maps: decoding, preprocessing, colour maps, overlays, and the files that
 * maps are kept in. Works on plain Java arrays; OpenCV does the work.
 */
package org.ovxai.engine.image;
