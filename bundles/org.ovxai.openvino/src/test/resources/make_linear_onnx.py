"""Writes linear.onnx: y[N,2] = relu(x[N,3] * w + b), with a free batch N. Needs the package onnx."""

import pathlib

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

weights = np.array([[1.5, -2.0], [0.1, 0.25], [-0.75, 3.0]], np.float32)
bias = np.array([0.5, -0.125], np.float32)
graph = helper.make_graph(
    [
        helper.make_node("MatMul", ["x", "w"], ["product"]),
        helper.make_node("Add", ["product", "b"], ["sum"]),
        helper.make_node("Relu", ["sum"], ["y"]),
    ],
    "linear",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 3])],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["N", 2])],
    [numpy_helper.from_array(weights, "w"), numpy_helper.from_array(bias, "b")],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
checker.check_model(model)
save(model, pathlib.Path(__file__).with_name("linear.onnx"))
