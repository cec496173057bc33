/** Files and folders that users name in the dialogs. */
package org.ovxai.nodes.files;
