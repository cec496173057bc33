/** Parts of dialogs that several nodes share. */
package org.ovxai.nodes.parameters;
