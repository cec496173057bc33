"""Makes metrics.npz: what numpy, scipy and the metric classes of openvino_xai 1.1.0 give.

usage: make_metrics.py KOALA_TENSOR.npz MODEL.xml OPENVINO_XAI_FOLDER OUT.npz

KOALA_TENSOR.npz is references/koala/tensor.npz, MODEL.xml the EfficientNet-Lite0 of the workflow
explain-photos, OPENVINO_XAI_FOLDER the unpacked wheel.
"""

import importlib.util
import sys
import types

import numpy as np
import openvino as ov
from scipy.ndimage import gaussian_filter
from scipy.stats import pearsonr

tensor_file, model_file, package, out = sys.argv[1:]


def scaling(m, cast_to_uint8=True, max_value=255):
    m = m.astype(np.float32)
    m = max_value * (m - m.min()) / (m.max() - m.min() + 1e-12)
    return m.astype(np.uint8) if cast_to_uint8 else m


def reference(name):
    """A module of the package, without what it imports but does not need here."""
    for stub in ("openvino_xai", "openvino_xai.common", "openvino_xai.explainer", "openvino_xai.metrics"):
        sys.modules.setdefault(stub, types.ModuleType(stub))
    utils = types.ModuleType("openvino_xai.common.utils")
    utils.scaling, utils.IdentityPreprocessFN, utils.logger = scaling, lambda: (lambda x: x), None
    explanation = types.ModuleType("openvino_xai.explainer.explanation")
    explanation.ONE_MAP_LAYOUTS, explanation.Explanation = [], object
    sys.modules["openvino_xai.common.utils"] = utils
    sys.modules["openvino_xai.explainer.explanation"] = explanation
    spec = importlib.util.spec_from_file_location(
        f"openvino_xai.metrics.{name}", f"{package}/openvino_xai/metrics/{name}.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


reference("base")
auc = reference("insertion_deletion_auc").InsertionDeletionAUC
adcc_class = reference("adcc").ADCC
game = reference("pointing_game").PointingGame

rng = np.random.default_rng(7)
data = np.load(tensor_file)["data"].astype(np.float32)
picture = data[0].transpose(1, 2, 0) * 128 + 127
blob = gaussian_filter(rng.normal(size=(224, 224)), 25)
map_u8 = scaling(np.exp(np.round(blob / blob.std() * 8) / 8))  # many equal values
map_f32 = blob.astype(np.float32)

core = ov.Core()
network = core.compile_model(model_file, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})


def scores(image):
    logits = network(((image.astype(np.float32) - 127) / 128).transpose(2, 0, 1)[None])[0][0].astype(np.float64)
    e = np.exp(logits - logits.max())
    return e / e.sum()


def make(cls):
    metric = cls.__new__(cls)
    metric.model_predict = scores
    return metric


target = int(np.argmax(scores(picture)))
result = {"target": target, "map_u8": map_u8, "map_f32": map_f32}
for name, m in (("u8", map_u8), ("f32", map_f32)):
    r = make(auc)(m, target, picture, 30)
    result[f"insertion_{name}"], result[f"deletion_{name}"] = r["insertion"], r["deletion"]

again = map_u8[:, ::-1].astype(np.float32) + map_u8[::-1].astype(np.float32) / 3
metric = make(adcc_class)
metric.black_box_kwargs = {}
metric.explainer = lambda *a, **k: types.SimpleNamespace(saliency_map={target: again})
result["again"] = again
result.update({f"adcc_{k}": v for k, v in metric(map_u8.copy(), target, picture).items()})

values = rng.integers(0, 12, size=3000).astype(np.uint8)
result["argsort_values"], result["argsort_order"] = values, np.argsort(-values).astype(np.int32)

small = np.abs(rng.normal(size=(7, 7))).astype(np.float32)
a = np.sort(small.flatten())
n = a.size
result["gini_map"], result["gini"] = small, np.sum((2 * np.arange(1, n + 1) - n - 1) * a) / (n * a.sum())

# ROAD: the linear system, solved densely
h, w = 9, 11
image = rng.normal(size=(3, h, w)).astype(np.float32)
missing = rng.random((h, w)) < 0.6
index = {p: i for i, p in enumerate(zip(*np.nonzero(missing)))}
A, B = np.zeros((len(index), len(index))), np.zeros((len(index), 3))
for (y, x), i in index.items():
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            q = (y + dy, x + dx)
            if (dy, dx) == (0, 0) or not (0 <= q[0] < h and 0 <= q[1] < w):
                continue
            weight = 1 / 6 if dy == 0 or dx == 0 else 1 / 12
            A[i, i] += weight
            if q in index:
                A[i, index[q]] -= weight
            else:
                B[i] += weight * image[:, q[0], q[1]]
solved = image.copy()
solution = np.linalg.solve(A, B)
for (y, x), i in index.items():
    solved[:, y, x] = solution[i]
result["road_image"], result["road_missing"], result["road_filled"] = image, missing.astype(np.uint8), solved

kernel = np.exp(-np.arange(-5, 6) ** 2 / (2 * 25.0))
kernel /= kernel.sum()
padded = np.pad(image.astype(np.float64), ((0, 0), (5, 5), (5, 5)), mode="edge")
blurred = np.zeros_like(image, dtype=np.float64)
for dy in range(11):
    for dx in range(11):
        blurred += kernel[dy] * kernel[dx] * padded[:, dy : dy + h, dx : dx + w]
result["blurred"] = blurred

np.savez_compressed(out, **{k: np.asarray(v) for k, v in result.items()})
print({k: v for k, v in result.items() if np.ndim(v) == 0})
