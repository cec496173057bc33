"""A plain numpy evaluator (float64) of small OpenVINO graphs, where tensors can be replaced.

It shares nothing with the code that inserts explanations into a model: a masked run here is the
network evaluated operation by operation, batch 1, with the masked tensor put in its place.
"""

import math

import numpy as np
import openvino as ov


def _conv(x, w, strides, begin, end, dilations, groups):
    if list(dilations) != [1, 1]:
        raise NotImplementedError("dilation")
    x = np.pad(x, ((0, 0), (0, 0), (begin[0], end[0]), (begin[1], end[1])))
    out_channels, _, kh, kw = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))
    windows = windows[:, :, :: strides[0], :: strides[1]]
    n, c, h, wd = windows.shape[:4]
    columns = windows.reshape(n, groups, c // groups, h, wd, kh, kw)
    columns = columns.transpose(1, 2, 5, 6, 0, 3, 4).reshape(groups, -1, n * h * wd)
    out = w.reshape(groups, out_channels // groups, -1) @ columns
    return out.reshape(out_channels, n, h, wd).transpose(1, 0, 2, 3)


def _pool(x, attributes, reduce, fill):
    kernel, strides = attributes["kernel"], attributes["strides"]
    begin, end = attributes["pads_begin"], attributes["pads_end"]
    if reduce is np.mean and any(list(begin) + list(end)):
        raise NotImplementedError("padded average pooling")
    pads = ((0, 0), (0, 0), (begin[0], end[0]), (begin[1], end[1]))
    x = np.pad(x, pads, constant_values=fill)
    windows = np.lib.stride_tricks.sliding_window_view(x, tuple(kernel), axis=(2, 3))
    return reduce(windows[:, :, :: strides[0], :: strides[1]], axis=(4, 5))


def _softmax(x, axis):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _matmul(a, b, attributes):
    a = np.swapaxes(a, -1, -2) if attributes["transpose_a"] else a
    b = np.swapaxes(b, -1, -2) if attributes["transpose_b"] else b
    return a @ b


def _reshape(x, shape, special_zero):
    target = [int(s) for s in shape]
    if special_zero:
        target = [x.shape[i] if s == 0 else s for i, s in enumerate(target)]
    return x.reshape(target)


def _variadic_split(x, axis, lengths):
    lengths = [int(n) for n in lengths]
    if -1 in lengths:
        lengths[lengths.index(-1)] = x.shape[int(axis)] - sum(n for n in lengths if n > 0)
    return np.split(x, np.cumsum(lengths)[:-1], axis=int(axis))


def _slice(x, start, stop, step, axes):
    index = [slice(None)] * x.ndim
    for b, e, s, a in zip(start, stop, step, axes):
        index[int(a)] = slice(int(b), int(e), int(s))
    return x[tuple(index)]


def _attention(inputs):
    q, k, v = inputs[:3]
    scale = inputs[4] if len(inputs) > 4 else 1 / math.sqrt(q.shape[-1])
    return _softmax(q @ np.swapaxes(k, -1, -2) * scale, -1) @ v


def _mvn(x, axes, attributes):
    axes = tuple(int(a) for a in axes)
    centred = x - x.mean(axis=axes, keepdims=True)
    if not attributes["normalize_variance"]:
        return centred
    variance = (centred**2).mean(axis=axes, keepdims=True)
    if str(attributes["eps_mode"]).lower() == "inside_sqrt":
        return centred / np.sqrt(variance + attributes["eps"])
    return centred / (np.sqrt(variance) + attributes["eps"])


_erf = np.vectorize(math.erf, otypes=[np.float64])


def _gelu(x, attributes):
    if str(attributes.get("approximation_mode", "ERF")).upper() != "ERF":
        raise NotImplementedError("Gelu by tanh")
    return 0.5 * x * (1 + _erf(x / math.sqrt(2)))


def _axes(a):
    return tuple(int(v) for v in np.atleast_1d(a))


_OPERATIONS = {
    "Add": lambda i, a: i[0] + i[1],
    "Subtract": lambda i, a: i[0] - i[1],
    "Multiply": lambda i, a: i[0] * i[1],
    "Divide": lambda i, a: i[0] / i[1],
    "Power": lambda i, a: i[0] ** i[1],
    "Sqrt": lambda i, a: np.sqrt(i[0]),
    "Relu": lambda i, a: np.maximum(i[0], 0),
    "Sigmoid": lambda i, a: 1 / (1 + np.exp(-i[0])),
    "HSwish": lambda i, a: i[0] * np.clip(i[0] + 3, 0, 6) / 6,
    "HSigmoid": lambda i, a: np.clip(i[0] + 3, 0, 6) / 6,
    "Gelu": lambda i, a: _gelu(i[0], a),
    "Erf": lambda i, a: _erf(i[0]),
    "SoftMax": lambda i, a: _softmax(i[0], a["axis"]),
    "Softmax": lambda i, a: _softmax(i[0], a["axis"]),
    "MatMul": lambda i, a: _matmul(i[0], i[1], a),
    "MVN": lambda i, a: _mvn(i[0], i[1], a),
    "ReduceMean": lambda i, a: i[0].mean(axis=_axes(i[1]), keepdims=a["keep_dims"]),
    "Convolution": lambda i, a: _conv(
        i[0], i[1], a["strides"], a["pads_begin"], a["pads_end"], a["dilations"], 1
    ),
    "GroupConvolution": lambda i, a: _conv(
        i[0],
        i[1].reshape(-1, *i[1].shape[2:]),
        a["strides"],
        a["pads_begin"],
        a["pads_end"],
        a["dilations"],
        i[1].shape[0],
    ),
    "AvgPool": lambda i, a: _pool(i[0], a, np.mean, 0),
    "MaxPool": lambda i, a: _pool(i[0], a, np.max, -np.inf),
    "Transpose": lambda i, a: np.transpose(i[0], [int(v) for v in i[1]]),
    "Reshape": lambda i, a: _reshape(i[0], i[1], a["special_zero"]),
    "Squeeze": lambda i, a: np.squeeze(i[0], _axes(i[1]) if len(i) > 1 else None),
    "Unsqueeze": lambda i, a: np.expand_dims(i[0], _axes(i[1])),
    "ShapeOf": lambda i, a: np.array(i[0].shape, np.int64),
    "Gather": lambda i, a: np.take(i[0], np.asarray(i[1], np.int64), axis=int(i[2])),
    "Concat": lambda i, a: np.concatenate(i, axis=a["axis"]),
    "Broadcast": lambda i, a: np.broadcast_to(i[0], [int(v) for v in i[1]]),
    "Slice": lambda i, a: _slice(*i),
    "Convert": lambda i, a: i[0],
    "ScaledDotProductAttention": lambda i, a: _attention(i),
    "Split": lambda i, a: np.split(i[0], a["num_splits"], axis=int(i[1])),
    "VariadicSplit": lambda i, a: _variadic_split(*i),
    "Range": lambda i, a: np.arange(int(i[0]), int(i[1]), int(i[2])),
    "Result": lambda i, a: i[0],
}


def _promote(array):
    return array.astype(np.float64) if array.dtype.kind == "f" else array


class Evaluator:
    """Evaluates one model for one input; then again and again with tensors replaced.

    A tensor is named by the friendly name of its producer (output 0). `values` holds the
    unmasked run. `run(replaced)` takes {producer: array}, or {(producer, consumer): array} where
    only one consumer is to see the other array.
    """

    def __init__(self, model, feeds):
        self._ops = model.get_ordered_ops()
        names = [op.get_friendly_name() for op in self._ops]
        if len(set(names)) != len(names):
            raise ValueError("friendly names are not unique")
        self._attributes = {op.get_friendly_name(): op.get_attributes() for op in self._ops}
        self._sources = {
            op.get_friendly_name(): [
                (v.get_node().get_friendly_name(), v.get_index()) for v in op.input_values()
            ]
            for op in self._ops
        }
        self.values = {}
        for op in self._ops:
            name = op.get_friendly_name()
            if op.get_type_name() == "Parameter":
                self.values[name, 0] = _promote(feeds[name])
            elif op.get_type_name() == "Constant":
                self.values[name, 0] = _promote(np.array(op.get_data()))
            else:
                self._store(self.values, op, [self.values[s] for s in self._sources[name]])

    def _store(self, values, op, inputs):
        name = op.get_friendly_name()
        result = _OPERATIONS[op.get_type_name()](inputs, self._attributes[name])
        for index, array in enumerate(result if isinstance(result, list) else [result]):
            values[name, index] = array

    def run(self, replaced, wanted):
        """Value of the producer `wanted` when tensors are replaced."""
        changed = {}
        for op in self._ops:
            name = op.get_friendly_name()
            if name in replaced:
                changed[name, 0] = replaced[name]
                continue
            sources = self._sources[name]
            edges = [(source[0], name) for source in sources]
            if not any(s in changed or e in replaced for s, e in zip(sources, edges)):
                continue
            inputs = [
                replaced[e] if e in replaced else changed.get(s, self.values[s])
                for s, e in zip(sources, edges)
            ]
            self._store(changed, op, inputs)
        return changed.get((wanted, 0), self.values[wanted, 0])


def infer(model, feeds):
    """Outputs of the model as OpenVINO computes them (CPU, float32), in order."""
    hint = {"INFERENCE_PRECISION_HINT": "f32"}
    result = ov.compile_model(model, "CPU", hint)(feeds)
    return [np.array(result[i]) for i in range(len(model.outputs))]


def cut(model, tensors, wanted):
    """The model from replaced tensors on, computed by OpenVINO.

    `tensors` is a list of (producer, consumers or None for all). Returns a function of the arrays
    in that order that gives the value of `wanted`; the model's own input keeps its place first.
    """
    clone = model.clone()
    ops = {op.get_friendly_name(): op for op in clone.get_ordered_ops()}
    parameters = list(clone.get_parameters())
    for number, (producer, consumers) in enumerate(tensors):
        output = ops[producer].output(0)
        parameter = ov.opset13.parameter(
            output.get_partial_shape(), np.float32, name=f"replaced_{number}"
        )
        for target in list(output.get_target_inputs()):
            if consumers is None or target.get_node().get_friendly_name() in consumers:
                target.replace_source_output(parameter.output(0))
        parameters.append(parameter)
    head = ov.Model([ops[wanted].output(0)], parameters, "head")
    compiled = ov.compile_model(head, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    return lambda *arrays: np.array(compiled([np.float32(a) for a in arrays])[0])
