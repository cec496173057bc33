package org.ovxai.standin.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands out what API classes must not show in public: each class that owns such a thing provides it
 * when it is initialised.
 */
public final class Access {

  private static final Map<Class<?>, Object> PROVIDED = new ConcurrentHashMap<>();

  private Access() {}

  public static <T> void provide(Class<T> service, T implementation) {
    PROVIDED.put(service, implementation);
  }

  /** What the owner provides; initialises the owner. */
  public static <T> T to(Class<T> service, Class<?> owner) {
    try {
      Class.forName(owner.getName(), true, owner.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    return service.cast(PROVIDED.get(service));
  }
}
