/** Tables that the nodes exchange: pictures and their explanations, in standard cells only. */
package org.ovxai.nodes.table;
