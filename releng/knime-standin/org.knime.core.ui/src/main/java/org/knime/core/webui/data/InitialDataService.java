package org.knime.core.webui.data;

import java.util.function.Supplier;

/**
 * Gives what a page begins with.
 *
 * @param <D> the data; here a text that is JSON
 */
public final class InitialDataService<D> {
  private final Supplier<D> data;

  private InitialDataService(Supplier<D> data) {
    this.data = data;
  }

  /** {@code {"result": ...}}. */
  public String getInitialData() {
    return "{\"result\":" + data.get() + "}";
  }

  public static <D> InitialDataServiceBuilder<D> builder(Supplier<D> dataSupplier) {
    return new InitialDataServiceBuilder<>(dataSupplier);
  }

  /**
   * Makes the service.
   *
   * @param <D> the data
   */
  public static final class InitialDataServiceBuilder<D> {
    private final Supplier<D> data;

    private InitialDataServiceBuilder(Supplier<D> data) {
      this.data = data;
    }

    public InitialDataService<D> build() {
      return new InitialDataService<>(data);
    }
  }
}
