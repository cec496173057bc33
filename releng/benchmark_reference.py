"""What explaining with the package openvino_xai costs, for releng/benchmark.

benchmark_reference.py MODEL PICTURE.npy LAYOUT SCORES_OUTPUT ACTIVATION ROUNDS

The picture is the network's input, preprocessed. Reads cases from the standard input, a line each:
CASE, KIND and ARGUMENTS, separated by tabs. Prints, for each case that can be measured, CASE,
FIGURE, INFERENCES, SECONDS and ROUNDS, separated by tabs: medians, measured as releng/benchmark
does, beside plain inference in this process.
"""

import signal

# Ctrl-C ends it without a traceback, also while it imports.
signal.signal(signal.SIGINT, signal.SIG_DFL)

import logging
import os
import statistics
import sys
import time

os.environ["TQDM_DISABLE"] = "1"

import numpy as np
import openvino
import openvino.runtime
from openvino_xai import methods
from openvino_xai.metrics import InsertionDeletionAUC

PLAIN = 150
FEW_MASKS = 100
FEWEST_MASKS = 15
MASKS_OF_ALL_CLASSES = 100
WARM_UP = 5
WHITE_BOX_ROUNDS = 15


class Core(openvino.Core):
    """Computes in f32 as the benchmark does; the package leaves the type to the device."""

    def compile_model(self, model, device_name="CPU", config=None):
        return super().compile_model(
            model, device_name, {"INFERENCE_PRECISION_HINT": "f32", **(config or {})}
        )


openvino.Core = openvino.runtime.Core = Core


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class Reference:
    def __init__(self, network, picture, layout, scores, activation, rounds):
        self.picture = np.load(picture)
        self.network = Core().read_model(network)
        if self.network.is_dynamic():
            self.network.reshape(self.picture.shape)
        self.layout = layout
        self.scores = int(scores)
        self.activation = activation
        self.rounds = int(rounds)
        self.plain = Core().compile_model(self.network, "CPU", {"PERFORMANCE_HINT": "THROUGHPUT"})
        self.queue = openvino.AsyncInferQueue(self.plain)
        for request in self.queue:
            request.set_input_tensor(openvino.Tensor(self.picture.copy()))

    def measure(self, kind, *arguments):
        """Figure, inferences, seconds, rounds."""
        if kind == "white_box":
            return self.white_box(*arguments)
        return self.black_box(getattr(self, kind)(*arguments))

    def black_box(self, work):
        figures, times = [], []
        work()
        self.plain_seconds()
        for _ in range(self.rounds):
            before = self.plain_seconds()
            start = time.perf_counter()
            inferences = work()
            times.append(time.perf_counter() - start)
            figures.append(inferences / times[-1] * (before + self.plain_seconds()) / 2)
        return statistics.median(figures), inferences, statistics.median(times), self.rounds

    def plain_seconds(self):
        """Of an inference when many run."""

        def infer(count):
            for _ in range(count):
                self.queue.start_async()
            self.queue.wait_all()

        infer(len(self.queue))
        return seconds(lambda: infer(PLAIN)) / PLAIN

    def white_box(self, method, layers):
        target = {"target_layer": layers.split(";")} if method == "DetClassProbabilityMap" else {}
        explainer = getattr(methods, method)(self.network, **target)
        plain = Core().compile_model(self.network, "CPU")
        figures, times = [], []
        rounds = WHITE_BOX_ROUNDS * self.rounds
        for _ in range(WARM_UP + rounds):
            one = seconds(lambda: plain(self.picture))
            times.append(seconds(lambda: explainer.generate_saliency_map(self.picture)))
            figures.append(times[-1] / one)
        return statistics.median(figures[WARM_UP:]), 1, statistics.median(times[WARM_UP:]), rounds

    def rise(self, classes):
        method = methods.RISE(self.network, self.confidences)
        targets = list(range(int(classes)))
        masks = FEWEST_MASKS if len(targets) >= MASKS_OF_ALL_CLASSES else FEW_MASKS

        def work():
            method.generate_saliency_map(
                self.picture, targets, methods.black_box.base.Preset.SPEED, num_masks=masks
            )
            return masks + 1

        return work

    def aise(self, classes):
        method = methods.AISEClassification(self.network, self.confidences)
        return self.counted(method, list(range(int(classes))))

    def aise_detection(self):
        return self.counted(methods.AISEDetection(self.network, self.detections), [0])

    def counted(self, method, targets):
        forward = method.model_forward
        inferences = 0

        def count(*arguments, **named):
            nonlocal inferences
            inferences += 1
            return forward(*arguments, **named)

        method.model_forward = count

        def work():
            nonlocal inferences
            inferences = 0
            method.generate_saliency_map(self.picture, targets)
            return inferences

        return work

    def insertion_deletion(self):
        steps = 30
        channels_first = self.layout == "NCHW"
        image = self.picture[0].transpose(1, 2, 0) if channels_first else self.picture[0]
        importance = np.random.default_rng(0).integers(0, 256, image.shape[:2]).astype(np.uint8)

        def to_input(pixels):
            return np.expand_dims(pixels.transpose(2, 0, 1) if channels_first else pixels, 0)

        metric = InsertionDeletionAUC(self.network, to_input, self.confidences)

        def work():
            metric(importance, 0, image, steps)
            return 2 * (steps + 1)

        return work

    def confidences(self, outputs):
        scores = outputs[self.scores].reshape(1, -1)
        if self.activation == "SOFTMAX":
            powers = np.exp(scores - scores.max())
            return powers / powers.sum()
        return 1 / (1 + np.exp(-scores)) if self.activation == "SIGMOID" else scores

    def detections(self, outputs):
        """The package leaves decoding to its user; here the network has done it."""
        boxes, scores, labels = (outputs[name] for name in ("boxes", "scores", "labels"))
        if scores.size == 0:
            height, width = self.picture.shape[2:] if self.layout == "NCHW" else self.picture.shape[1:3]
            middle = np.array([[[0.25, 0.25, 0.75, 0.75]]]) * [width, height, width, height]
            return middle, np.ones((1, 1)), np.zeros((1, 1))
        return boxes, scores, labels


def main():
    logging.getLogger("openvino_xai").setLevel(logging.ERROR)
    reference = Reference(*sys.argv[1:])
    for line in sys.stdin:
        case, *work = line.rstrip("\n").split("\t")
        try:
            print(case, *reference.measure(*work), sep="\t", flush=True)
        except Exception as error:
            reason = str(error).strip().splitlines() or [repr(error)]
            print(f"openvino_xai cannot do {case}: {reason[0]}", file=sys.stderr)


main()
