/**
 * Explains models without looking into them: by what their outputs do when the picture is
 * perturbed.
 */
package org.ovxai.engine.blackbox;
