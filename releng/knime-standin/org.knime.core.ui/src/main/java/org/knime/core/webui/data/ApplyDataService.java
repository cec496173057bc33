package org.knime.core.webui.data;

/**
 * Takes data back; there is none here.
 *
 * @param <D> the data
 */
public final class ApplyDataService<D> {
  private ApplyDataService() {}
}
