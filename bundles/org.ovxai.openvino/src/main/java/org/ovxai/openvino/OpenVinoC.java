package org.ovxai.openvino;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.WString;

/**
 * The functions of OpenVINO's C interface that this package calls, under their own names; size_t is
 * long, as all platforms are 64-bit. What is passed by address, results above all, is {@link
 * Memory} that the caller frees; the reference types of JNA would wait for the garbage collector.
 */
interface OpenVinoC extends Library {
  /** ov_shape_t, which the C interface takes by value. */
  @Structure.FieldOrder({"rank", "dims"})
  final class Shape extends Structure implements Structure.ByValue {
    private static final int BYTES = 16;

    public long rank;
    public Pointer dims;

    private Shape(Memory memory) {
      super(memory);
    }

    /** A shape in memory that was made for it; the extents lie behind it. */
    static Shape in(Memory memory, long... extents) {
      Shape shape = new Shape(memory);
      shape.rank = extents.length;
      shape.dims = memory.share(BYTES);
      shape.dims.write(0, extents, 0, extents.length);
      return shape;
    }

    static Memory memory(int rank) {
      return new Memory(BYTES + (long) Long.BYTES * Math.max(1, rank));
    }
  }

  /** The function of ov_callback_t. */
  interface Done extends Callback {
    void invoke(Pointer arguments);
  }

  int ov_get_openvino_version(Pointer version);

  void ov_version_free(Pointer version);

  Pointer ov_get_last_err_msg();

  void ov_free(Pointer text);

  int ov_core_create(Pointer core);

  void ov_core_free(Pointer core);

  int ov_core_read_model(Pointer core, byte[] path, byte[] bin, Pointer model);

  int ov_core_read_model_unicode(Pointer core, WString path, WString bin, Pointer model);

  int ov_core_read_model_from_memory_buffer(
      Pointer core, byte[] text, long length, Pointer weights, Pointer model);

  int ov_core_compile_model_props(
      Pointer core, Pointer model, String device, long count, Pointer properties, Pointer compiled);

  int ov_core_set_properties(Pointer core, String device, long count, Pointer properties);

  int ov_core_get_available_devices(Pointer core, Pointer devices);

  void ov_available_devices_free(Pointer devices);

  void ov_model_free(Pointer model);

  int ov_model_inputs_size(Pointer model, Pointer size);

  int ov_model_outputs_size(Pointer model, Pointer size);

  int ov_model_const_input_by_index(Pointer model, long index, Pointer port);

  int ov_model_const_output_by_index(Pointer model, long index, Pointer port);

  int ov_model_reshape(Pointer model, Pointer names, Pointer shapes, long count);

  int ov_model_reshape_by_port_indexes(Pointer model, long[] indexes, Pointer shapes, long count);

  int ov_model_get_friendly_name(Pointer model, Pointer name);

  int ov_port_get_any_name(Pointer port, Pointer name);

  int ov_port_get_partial_shape(Pointer port, Pointer shape);

  void ov_partial_shape_free(Pointer shape);

  int ov_port_get_element_type(Pointer port, Pointer type);

  void ov_output_const_port_free(Pointer port);

  void ov_compiled_model_free(Pointer model);

  int ov_compiled_model_inputs_size(Pointer model, Pointer size);

  int ov_compiled_model_outputs_size(Pointer model, Pointer size);

  int ov_compiled_model_input_by_index(Pointer model, long index, Pointer port);

  int ov_compiled_model_output_by_index(Pointer model, long index, Pointer port);

  int ov_compiled_model_create_infer_request(Pointer model, Pointer request);

  int ov_compiled_model_get_property(Pointer model, String key, Pointer value);

  void ov_infer_request_free(Pointer request);

  int ov_infer_request_set_input_tensor_by_index(Pointer request, long index, Pointer tensor);

  int ov_infer_request_set_tensor(Pointer request, String name, Pointer tensor);

  int ov_infer_request_get_input_tensor_by_index(Pointer request, long index, Pointer tensor);

  int ov_infer_request_get_output_tensor_by_index(Pointer request, long index, Pointer tensor);

  int ov_infer_request_get_tensor(Pointer request, String name, Pointer tensor);

  int ov_infer_request_infer(Pointer request);

  int ov_infer_request_start_async(Pointer request);

  int ov_infer_request_wait(Pointer request);

  int ov_infer_request_wait_for(Pointer request, long milliseconds);

  int ov_infer_request_cancel(Pointer request);

  int ov_infer_request_set_callback(Pointer request, Pointer callback);

  int ov_tensor_create(int type, Shape shape, Pointer tensor);

  int ov_tensor_create_from_host_ptr(int type, Shape shape, Pointer memory, Pointer tensor);

  void ov_tensor_free(Pointer tensor);

  int ov_tensor_get_shape(Pointer tensor, Pointer shape);

  int ov_shape_free(Pointer shape);

  int ov_tensor_get_element_type(Pointer tensor, Pointer type);

  int ov_tensor_get_byte_size(Pointer tensor, Pointer size);

  int ov_tensor_data(Pointer tensor, Pointer data);
}
