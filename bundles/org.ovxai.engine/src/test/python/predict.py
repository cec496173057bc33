"""predict.py MODEL INPUT FOLDER: runs an OpenVINO model on an array and saves what it puts out.

FOLDER gets prediction.npy and saliency_map.npy, the outputs of these names.
"""
import pathlib
import sys

import numpy
import openvino

model, array, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
compiled = openvino.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
outputs = compiled([numpy.load(array)])
for name in ("prediction", "saliency_map"):
    numpy.save(folder / f"{name}.npy", outputs[name])
