/** Loads OpenCV, whose Java classes ({@code org.opencv.*}) this bundle exports. */
package org.ovxai.opencv;
