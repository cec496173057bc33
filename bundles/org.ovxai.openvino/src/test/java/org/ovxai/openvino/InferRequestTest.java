package org.ovxai.openvino;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InferRequestTest {
  private CompiledModel compiled;
  private InferRequest request;

  @BeforeEach
  void open() {
    compiled =
        TestModels.compileAffine(
            CompileOptions.defaults().withHint(PerformanceHint.THROUGHPUT).withStreams(2));
    request = compiled.createInferRequest();
  }

  @AfterEach
  void close() {
    request.close();
    compiled.close();
  }

  @Test
  void computes() {
    try (Tensor x = TestModels.floats(new float[] {1, -2, 0.5f, 1e6f}, 1, 4)) {
      request.setInput(0, x);
      request.infer();
      assertArrayEquals(new float[] {3, -3, 2, 2000001}, request.output(0).toFloatArray());
      assertArrayEquals(new long[] {1, 4}, request.output(0).shape());
    }
  }

  @Test
  void takesAllNamesOfAPort() {
    try (Tensor x = TestModels.floats(new float[] {1, 2, 3, 4}, 1, 4)) {
      for (String name : new String[] {"x", "x_alias"}) {
        request.setInput(name, x);
      }
      request.infer();
      for (String name : new String[] {"y", "y_alias"}) {
        assertArrayEquals(new float[] {3, 5, 7, 9}, request.output(name).toFloatArray(), name);
      }
    }
  }

  @Test
  void readsAWrappedBufferDuringTheInference() {
    ByteBuffer memory = TestModels.direct(16);
    try (Tensor x = Tensor.wrap(memory, ElementType.F32, 1, 4)) {
      request.setInput(0, x);
    }
    for (float value : new float[] {1, 5}) {
      memory.putFloat(0, value);
      request.infer();
      assertEquals(2 * value + 1, request.output(0).asFloatBuffer().get(0));
    }
  }

  @Test
  void keepsTheMemoryOfItsInputReachable() {
    WeakReference<ByteBuffer> memory = setInputToNewMemory();
    System.gc();
    assertNotNull(memory.get());
    request.infer();
    assertArrayEquals(new float[] {15, 1, 1, 1}, request.output(0).toFloatArray());
  }

  private WeakReference<ByteBuffer> setInputToNewMemory() {
    ByteBuffer memory = TestModels.direct(16).putFloat(0, 7);
    try (Tensor x = Tensor.wrap(memory, ElementType.F32, 1, 4)) {
      request.setInput(0, x);
    }
    return new WeakReference<>(memory);
  }

  @Test
  void hasAnInputOfItsOwn() {
    request.input(0).asFloatBuffer().put(new float[] {1, 2, 3, 4});
    request.infer();
    assertArrayEquals(new float[] {3, 5, 7, 9}, request.output(0).toFloatArray());
    assertArrayEquals(new float[] {1, 2, 3, 4}, request.input(0).toFloatArray());
  }

  @Test
  void viewsLastUntilTheirContentChanges() {
    Tensor input = request.input(0);
    request.infer();
    Tensor output = request.output(0);
    assertSame(output, request.output(0));
    request.infer();
    assertThrows(IllegalStateException.class, output::toFloatArray);
    assertNotSame(output, request.output(0));
    assertSame(input, request.input(0));
    try (Tensor x = TestModels.floats(new float[4], 1, 4)) {
      request.setInput(0, x);
    }
    assertThrows(IllegalStateException.class, input::buffer);
    request.output(0).close();
    assertEquals(4, request.output(0).size());
  }

  @Test
  void theOutputOfOneIsTheInputOfAnother() {
    request.input(0).asFloatBuffer().put(new float[] {1, 2, 3, 4});
    request.infer();
    try (InferRequest next = compiled.createInferRequest()) {
      next.setInput(0, request.output(0));
      next.infer();
      assertArrayEquals(new float[] {7, 11, 15, 19}, next.output(0).toFloatArray());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16", "F64", "U8", "I8", "U16", "I16", "U32", "I32", "I64"})
  void readsInputsOfAllUsualTypes(ElementType type) {
    try (Model model = Core.shared().readModel(TestModels.convert(type, "2"));
        CompiledModel convert = Core.shared().compile(model, CompileOptions.defaults());
        InferRequest converting = convert.createInferRequest();
        Tensor x = Tensor.allocate(type, 2)) {
      ByteBuffer bytes = x.buffer();
      switch (type) {
        case F16 -> bytes.putShort((short) 0x4200).putShort((short) 0x5640);
        case BF16 -> bytes.putShort((short) 0x4040).putShort((short) 0x42c8);
        case F64 -> bytes.putDouble(3).putDouble(100);
        case U8, I8 -> bytes.put((byte) 3).put((byte) 100);
        case U16, I16 -> bytes.putShort((short) 3).putShort((short) 100);
        case U32, I32 -> bytes.putInt(3).putInt(100);
        default -> bytes.putLong(3).putLong(100);
      }
      assertArrayEquals(new float[] {3, 100}, x.toFloatArray());
      converting.setInput(0, x);
      converting.infer();
      assertArrayEquals(new float[] {3, 100}, converting.output(0).toFloatArray());
    }
  }

  @Test
  void outputsWithoutRowsAreEmpty() {
    String nonZero = TestModels.unary("f32", "4", "NonZero", "output_type=\"i64\"");
    try (Model model = Core.shared().readModel(nonZero);
        CompiledModel finding = Core.shared().compile(model, CompileOptions.defaults());
        InferRequest find = finding.createInferRequest();
        Tensor x = TestModels.floats(new float[4], 4)) {
      find.setInput(0, x);
      find.infer();
      assertArrayEquals(new long[] {1, 0}, find.output(0).shape());
      assertEquals(0, find.output(0).toFloatArray().length);
      x.asFloatBuffer().put(2, 5);
      find.infer();
      assertArrayEquals(new float[] {2}, find.output(0).toFloatArray());
    }
  }

  @Test
  void scalarOutputs() {
    String convert = TestModels.unary("i32", "", "Convert", "destination_type=\"f32\"");
    try (Model model = Core.shared().readModel(convert.replace("<dim></dim>", ""));
        CompiledModel converting = Core.shared().compile(model, CompileOptions.defaults());
        InferRequest scalar = converting.createInferRequest()) {
      assertEquals(PartialShape.of(), model.outputs().get(0).shape());
      scalar.input(0).buffer().putInt(0, 6);
      scalar.infer();
      assertArrayEquals(new long[0], scalar.output(0).shape());
      assertArrayEquals(new float[] {6}, scalar.output(0).toFloatArray());
    }
  }

  @Test
  void severalInFlight() {
    List<InferRequest> requests = new ArrayList<>();
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      InferRequest one = compiled.createInferRequest();
      one.input(0).asFloatBuffer().put(new float[] {i, 10 * i, -i, 0});
      one.onDone(done::incrementAndGet);
      requests.add(one);
    }
    for (int round = 1; round <= 50; round++) {
      requests.forEach(InferRequest::startAsync);
      requests.forEach(InferRequest::await);
      assertEquals(8 * round, done.get());
    }
    for (int i = 0; i < requests.size(); i++) {
      assertArrayEquals(
          new float[] {2 * i + 1, 20 * i + 1, -2 * i + 1, 1},
          requests.get(i).output(0).toFloatArray());
      requests.get(i).close();
    }
  }

  @Test
  void severalThreadsShareACompiledModel() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Void>> results = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        float value = t;
        results.add(
            threads.submit(
                () -> {
                  try (InferRequest own = compiled.createInferRequest()) {
                    for (int i = 0; i < 200; i++) {
                      own.input(0).asFloatBuffer().put(0, value + i);
                      own.infer();
                      assertEquals(2 * (value + i) + 1, own.output(0).asFloatBuffer().get(0));
                    }
                  }
                  return null;
                }));
      }
      for (Future<Void> result : results) {
        result.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void theCallbackRunsInAnotherThreadBeforeAwaitReturns() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    request.onDone(() -> thread.set(Thread.currentThread()));
    request.startAsync();
    request.await();
    assertNotSame(Thread.currentThread(), thread.get());
    assertTrue(thread.get().isDaemon());
  }

  @Test
  void waitingForATimeTellsWhetherItIsDone() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    request.onDone(
        () -> {
          started.countDown();
          awaitUnchecked(release);
        });
    request.startAsync();
    started.await();
    assertFalse(request.waitFor(Duration.ZERO));
    release.countDown();
    assertTrue(request.waitFor(Duration.ofMinutes(1)));
  }

  @Test
  void whatTheCallbackThrowsComesOutOfAwait() {
    request.onDone(
        () -> {
          throw new AssertionError("boom");
        });
    request.startAsync();
    IllegalStateException e = assertThrows(IllegalStateException.class, request::await);
    assertInstanceOf(AssertionError.class, e.getCause());
    request.onDone(() -> {});
    request.startAsync();
    request.await();
  }

  @Test
  void theCallbackCannotWaitForItsRequestOrCloseIt() {
    for (Runnable action : new Runnable[] {request::await, request::close}) {
      request.onDone(action);
      request.startAsync();
      IllegalStateException e = assertThrows(IllegalStateException.class, request::await);
      assertInstanceOf(IllegalStateException.class, e.getCause());
    }
  }

  @Test
  void theCallbackCanStartTheNextInference() throws InterruptedException {
    CountDownLatch ten = new CountDownLatch(10);
    request.onDone(
        () -> {
          ten.countDown();
          if (ten.getCount() > 0) {
            request.startAsync();
          }
        });
    request.startAsync();
    ten.await();
    request.await();
  }

  @Test
  void cancellingEndsTheInferenceOneWayOrTheOther() {
    for (int i = 0; i < 20; i++) {
      request.startAsync();
      request.cancel();
      try {
        request.await();
      } catch (OpenVinoException e) {
        assertEquals(Status.INFER_CANCELLED, e.status());
      }
    }
    request.infer();
    request.cancel();
    request.close();
    request.cancel();
  }

  @Test
  void waitsForNothingThatWasNotStarted() {
    assertThrows(IllegalStateException.class, request::await);
    assertThrows(IllegalStateException.class, () -> request.waitFor(Duration.ZERO));
  }

  @Test
  void closingWaitsForACallbackThatRuns() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    request.onDone(
        () -> {
          started.countDown();
          done.incrementAndGet();
        });
    request.startAsync();
    started.await();
    request.close();
    assertEquals(1, done.get());
  }

  @Test
  void refusesTensorsThatDoNotFit() {
    try (Tensor wide = Tensor.allocate(ElementType.F32, 1, 5);
        Tensor bytes = Tensor.allocate(ElementType.U8, 1, 4)) {
      assertRefused("f32[1,5]", () -> request.setInput(0, wide));
      assertRefused("u8[1,4]", () -> request.setInput("x", bytes));
      assertRefused("x f32[1,4]", () -> request.setInput(3, wide));
      assertRefused("x f32[1,4]", () -> request.setInput("nothing", wide));
      assertRefused("y f32[1,4]", () -> request.output("nothing"));
      assertThrows(IllegalArgumentException.class, () -> request.setInput("y", wide));
      assertThrows(IllegalArgumentException.class, () -> request.output("x"));
    }
  }

  @Test
  void aClosedRequestRefuses() {
    Tensor input = request.input(0);
    request.infer();
    Tensor output = request.output(0);
    request.close();
    request.close();
    for (Runnable action :
        new Runnable[] {
          request::infer,
          request::startAsync,
          request::await,
          () -> request.output(0),
          () -> request.input(0),
          () -> request.setInput(0, input),
          () -> request.onDone(() -> {})
        }) {
      assertEquals(
          "The infer request is closed",
          assertThrows(IllegalStateException.class, action::run).getMessage());
    }
    assertFalse(input.isOpen());
    assertFalse(output.isOpen());
  }

  @Test
  void refusesAClosedTensor() {
    Tensor closed = Tensor.allocate(ElementType.F32, 1, 4);
    closed.close();
    assertThrows(IllegalStateException.class, () -> request.setInput(0, closed));
  }

  /**
   * A native object that is not freed takes 24 bytes or more, in every round; what the Java machine
   * needs for itself comes and goes.
   */
  @Test
  @EnabledOnOs(OS.LINUX)
  void tenThousandInferencesTakeNoMemory() {
    AtomicInteger done = new AtomicInteger();
    request.onDone(done::incrementAndGet);
    inferManyTimes(2_000);
    long[] grown = new long[5];
    for (int round = 0; round < grown.length; round++) {
      long before = NativeHeap.bytesInUse();
      inferManyTimes(2_000);
      grown[round] = NativeHeap.bytesInUse() - before;
    }
    Arrays.sort(grown);
    // a leak grows in every round, garbage that was not collected yet only in some
    assertTrue(grown[0] < 400_000, "bytes more after 2000 inferences: " + Arrays.toString(grown));
    assertEquals(12_000, done.get());
  }

  private void inferManyTimes(int times) {
    for (int i = 0; i < times; i++) {
      for (int j = 0; j < 10; j++) {
        try (Tensor x = TestModels.floats(new float[] {i, 0, 0, 0}, 1, 4)) {
          request.setInput(0, x);
        }
        compiled.property("NUM_STREAMS");
      }
      request.infer();
      assertEquals(2f * i + 1, request.output("y").toFloatArray()[0]);
      request.startAsync();
      request.await();
    }
  }

  private static void assertRefused(String part, Runnable action) {
    OpenVinoException e = assertThrows(OpenVinoException.class, action::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
