"""Writes nanodet_<photo>.npz: what NanoDet-g gives raw, and decoded by its own graph.

usage: make_nanodet.py <folder of nanodet_g> <tensor.npz> <result.npz>   (OpenVINO 2026.4, NumPy)
Only rows with a score above 0.05 are kept; `rows_s<stride>` are their places.
"""
import sys

import numpy as np
import openvino as ov

folder, tensor, result = sys.argv[1:]
core = ov.Core()
data = np.load(tensor)["data"]


def run(name):
    model = core.compile_model(f"{folder}/{name}", "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    return {o.get_any_name(): v for o, v in model(data).items()}


raw = run("nanodet_g_raw.onnx")
decoded = run("nanodet_g_decoded.onnx")
arrays = {k: decoded[k][0] for k in ("boxes", "scores", "labels")}
for stride in (8, 16, 32):
    scores = raw[f"cls_s{stride}"][0]
    rows = np.flatnonzero(scores.max(axis=1) > 0.05)
    arrays[f"rows_s{stride}"] = rows.astype(np.int32)
    arrays[f"cls_s{stride}"] = scores[rows]
    arrays[f"dis_s{stride}"] = raw[f"dis_s{stride}"][0][rows]
np.savez_compressed(result, **arrays)
print({k: v.shape for k, v in arrays.items()}, "of a class:", np.bincount(arrays["labels"]).max())
