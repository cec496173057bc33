/** What KNIME's test workflows compare saliency maps with. */
package org.ovxai.testing;
