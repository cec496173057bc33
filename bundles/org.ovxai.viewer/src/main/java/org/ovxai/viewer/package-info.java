/** Saliency Overlay Viewer: explanations as a page, in KNIME and as a file of its own. */
package org.ovxai.viewer;
