package org.ovxai.openvino;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OpenVINO's devices, and the way to models. May be shared between threads; must not be closed
 * while another thread is in one of its methods.
 */
public final class Core implements AutoCloseable {
  private static Core shared;

  private final Handle handle;
  private final boolean closeable;

  /**
   * A core of one's own; {@link #shared()} saves loading the devices again.
   *
   * @throws IllegalStateException if the native libraries are missing or cannot be loaded
   */
  public Core() {
    this(true);
  }

  private Core(boolean closeable) {
    this.closeable = closeable;
    handle =
        new Handle(
            "The core",
            OpenVino.create("Starting OpenVINO", OpenVino.c()::ov_core_create),
            OpenVino.c()::ov_core_free);
  }

  /**
   * The core that lives as long as the process; closing it does nothing.
   *
   * @throws IllegalStateException if the native libraries are missing or cannot be loaded
   */
  public static synchronized Core shared() {
    if (shared == null) {
      shared = new Core(false);
    }
    return shared;
  }

  /** OpenVINO's full build number, such as {@code 2026.4.1-22982-e213a147257-releases/2026/4}. */
  public static String version() {
    OpenVinoC c = OpenVino.c();
    try (Memory version = new Memory(2L * Native.POINTER_SIZE)) {
      OpenVino.check(c.ov_get_openvino_version(version), "Getting OpenVINO's version");
      try {
        return version.getPointer(0).getString(0, StandardCharsets.UTF_8.name());
      } finally {
        c.ov_version_free(version);
      }
    }
  }

  /** The devices that models can be compiled for, such as {@code CPU} and {@code GPU}. */
  public List<String> availableDevices() {
    OpenVinoC c = OpenVino.c();
    try (Memory list = new Memory(2L * Native.POINTER_SIZE)) {
      OpenVino.check(c.ov_core_get_available_devices(handle.get(), list), "Listing the devices");
      try {
        int count = Math.toIntExact(list.getLong(Native.POINTER_SIZE));
        return count == 0
            ? List.of()
            : List.of(list.getPointer(0).getStringArray(0, count, StandardCharsets.UTF_8.name()));
      } finally {
        c.ov_available_devices_free(list);
      }
    }
  }

  /** Sets properties of a device, under OpenVINO's names, for all that this core compiles. */
  public void setProperties(String device, Map<String, String> properties) {
    Map<String, byte[]> values = new LinkedHashMap<>();
    properties.forEach((name, value) -> values.put(name, value.getBytes(StandardCharsets.UTF_8)));
    try (Memory array = properties(values)) {
      OpenVino.check(
          OpenVino.c().ov_core_set_properties(handle.get(), device, values.size(), array),
          "Setting the properties " + properties + " of the device " + device);
    }
  }

  /**
   * Reads an IR document (.xml, its weights in the .bin of the same name), ONNX (.onnx) or
   * TensorFlow Lite (.tflite) file. OpenVINO may map the weights into memory: the files must not be
   * written to while the model, or what was compiled from it, is in use.
   *
   * @throws OpenVinoException if the file is missing, unreadable, damaged or of another kind
   */
  public Model readModel(Path file) {
    ModelFile.checkReadable(file);
    long bytes = ModelFile.bytes(file);
    try {
      return new Model(
          OpenVino.create("Reading the model " + file, model -> read(file, model)),
          bytes,
          Optional.empty());
    } catch (OpenVinoException e) {
      throw ModelFile.explain(file, e);
    }
  }

  private int read(Path file, Pointer model) {
    return NativeLibraries.isWindows()
        ? OpenVino.c()
            .ov_core_read_model_unicode(
                handle.get(), new WString(file.toAbsolutePath().toString()), null, model)
        : OpenVino.c()
            .ov_core_read_model(
                handle.get(), OpenVino.terminated(OpenVino.pathBytes(file)), null, model);
  }

  /**
   * Reads an IR document that has no constants.
   *
   * @throws OpenVinoException if it is damaged or needs weights
   */
  public Model readModel(String ir) {
    return readModel(ir, Pointer.NULL, 0, Optional.empty());
  }

  /**
   * Reads an IR document from memory. The model and all that is compiled from it share the content
   * of the tensor and keep it alive; it must not be changed while they are in use.
   *
   * @param weights what would be in the .bin file
   * @throws OpenVinoException if the document is damaged or the weights do not fit
   */
  public Model readModel(String ir, Tensor weights) {
    return readModel(ir, weights.pointer(), weights.byteSize(), weights.memory());
  }

  private Model readModel(
      String ir, Pointer weights, long weightBytes, Optional<ByteBuffer> memory) {
    byte[] text = ir.getBytes(StandardCharsets.UTF_8);
    return new Model(
        OpenVino.create(
            "Reading a model of " + text.length + " bytes from memory",
            model ->
                OpenVino.c()
                    .ov_core_read_model_from_memory_buffer(
                        handle.get(), text, text.length, weights, model)),
        text.length + weightBytes,
        memory);
  }

  /**
   * Compiles a model for a device. The model can be closed afterwards.
   *
   * @throws OpenVinoException if the device is unknown or cannot run the model, or a property is
   *     unknown
   */
  public CompiledModel compile(Model model, CompileOptions options) {
    options.cacheFolder().ifPresent(Core::createFolder);
    Map<String, byte[]> values = options.toProperties();
    try (Memory properties = properties(values);
        Memory compiled = new Memory(Native.POINTER_SIZE)) {
      int status =
          OpenVino.c()
              .ov_core_compile_model_props(
                  handle.get(),
                  model.pointer(),
                  options.device(),
                  values.size(),
                  properties,
                  compiled);
      if (status != 0) {
        throw OpenVino.failure(
            status,
            "Compiling the model "
                + model.name()
                + " for the device "
                + options.device()
                + " (this machine has "
                + availableDevices()
                + ")");
      }
      return new CompiledModel(compiled.getPointer(0), model.weights());
    }
  }

  /** Closes this core, but not what was made with it. The shared one stays open. */
  @Override
  public void close() {
    if (closeable) {
      handle.close();
    }
  }

  private static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new OpenVinoException(
          "The folder for compiled models, " + folder + ", cannot be created: " + e, e);
    }
  }

  /** An array of ov_property_t, the addresses of a name and its value each. */
  private static Memory properties(Map<String, byte[]> values) {
    List<byte[]> texts = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          texts.add(name.getBytes(StandardCharsets.UTF_8));
          texts.add(value);
        });
    return OpenVino.texts(texts);
  }
}
