/**
 * Compares compiled bundles with a list of what KNIME offers, so that bundles compiled against the
 * stand-in link in the product.
 */
package org.ovxai.apicheck;
