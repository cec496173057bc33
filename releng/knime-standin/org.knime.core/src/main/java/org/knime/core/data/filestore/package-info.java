/** Files and folders that belong to port objects. */
package org.knime.core.data.filestore;
