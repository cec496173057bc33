/** What a host or a unit test drives nodes with. This is no KNIME API. */
package org.ovxai.standin;
