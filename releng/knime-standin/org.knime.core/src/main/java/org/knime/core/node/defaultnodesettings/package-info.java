/** Settings and dialog components of the older kind, as difference checkers have them. */
package org.knime.core.node.defaultnodesettings;
