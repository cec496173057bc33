"""Makes metrics.npz and metrics.csv: maps and measures of openvino_xai 1.1.0 for the photos of compare-methods.

usage: make_metrics.py REFERENCES OUTPUT_FOLDER

REFERENCES holds metrics.json, metric_maps and efficientnet_lite0, made with the FP32 ONNX of EfficientNet-Lite0: each photo
was explained, and its maps measured, by the package's own classes, once resized to 224 x 224 and once at its own size.
"""

import csv
import json
import pathlib
import sys

import numpy as np

references, out = map(pathlib.Path, sys.argv[1:])
small = ("reciprocam", "activationmap")
maps, rows = {}, []
for case in json.loads((references / "metrics.json").read_text())["per_image"]:
    photo, method = pathlib.Path(case["image"]).stem, case["method"]
    measured = photo == "koala" or photo == "chelsea_cat" and method in small
    key = f"{photo}_{method}"
    if method in small:
        arrays = np.load(references / "efficientnet_lite0" / photo / f"{method}.npz")
        place = list(arrays["targets"]).index(case["target"]) if method == "reciprocam" else 0
        maps[key] = arrays["scaled_u8"][place]
    elif photo in ("koala", "chelsea_cat"):
        maps[key] = np.load(references / "metric_maps" / f"{key}.npz")["map_u8"]
    else:
        continue
    row = {"photo": photo, "method": method, "target": case["target"], "label": case["target_label"]}
    for size in ("224", "original"):
        values = case[f"size_{size}"]
        row[f"pointing_game_{size}"] = values["pointing_game"]
        if measured:
            row[f"insertion_{size}"] = values["u8"]["insertion"]
            row[f"deletion_{size}"] = values["u8"]["deletion"]
            row.update({f"{k}_{size}": v for k, v in values["adcc"].items()})
    rows.append(row)
np.savez_compressed(out / "metrics.npz", **maps)
with open(out / "metrics.csv", "w", newline="") as file:
    writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
