/**
 * OpenVINO 2026.4 in this process, over its C interface.
 *
 * <pre>{@code
 * try (Model model = Core.shared().readModel(Path.of("model.xml"));
 *     CompiledModel compiled = Core.shared().compile(model, CompileOptions.defaults());
 *     InferRequest request = compiled.createInferRequest();
 *     Tensor image = Tensor.allocate(ElementType.F32, 1, 3, 224, 224)) {
 *   image.asFloatBuffer().put(pixels);
 *   request.setInput(0, image);
 *   request.infer();
 *   float[] scores = request.output(0).toFloatArray();
 * }
 * }</pre>
 *
 * <p>Every object with a {@code close} method owns native memory that is given back by {@code
 * close} alone, never by the garbage collector. Closing twice does nothing; a closed object answers
 * every other call with {@link IllegalStateException}. Objects may be closed in any order: a
 * compiled model works on after its {@link org.ovxai.openvino.Model} and {@link
 * org.ovxai.openvino.Core} were closed, a request after its compiled model was.
 *
 * <p>{@link org.ovxai.openvino.Core} and {@link org.ovxai.openvino.CompiledModel} may be shared
 * between threads. A {@link org.ovxai.openvino.Model}, an {@link org.ovxai.openvino.InferRequest}
 * and a {@link org.ovxai.openvino.Tensor} belong to one thread at a time.
 *
 * <p>What OpenVINO refuses arrives as {@link org.ovxai.openvino.OpenVinoException}.
 */
package org.ovxai.openvino;
