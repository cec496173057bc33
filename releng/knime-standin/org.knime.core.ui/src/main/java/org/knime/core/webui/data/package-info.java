/** What pages ask for. */
package org.knime.core.webui.data;
