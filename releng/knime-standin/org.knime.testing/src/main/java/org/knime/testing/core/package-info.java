/** Difference checkers, with which test workflows compare tables. */
package org.knime.testing.core;
