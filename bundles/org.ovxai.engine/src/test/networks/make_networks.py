"""Writes the test networks, their inputs and the brute-force reference maps. See README.md."""

import json
import re
import shutil
from pathlib import Path

import numpy as np
import openvino as ov

import graphs
from evaluator import Evaluator, cut, infer

HERE = Path(__file__).parent
SAME = 1e-5  # largest difference allowed between numpy and OpenVINO (float32)
INPUTS = {
    "image_16x16": (16, 16),
    "image_32x32": (32, 32),
    "image_16x24": (16, 24),
    "image_24x16": (24, 16),
    "image_56x56": (56, 56),
}
GAUSSIAN = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16


# ---------------------------------------------------------------- files


def write_inputs():
    for number, (name, size) in enumerate(INPUTS.items()):
        rng = np.random.default_rng(1000 + number)
        image = rng.normal(0, 1, (1, 3, *size)).astype(np.float32)
        np.save(HERE / f"inputs/{name}.npy", image)
        if name == "image_16x16":
            np.save(HERE / "inputs/image_16x16_nhwc.npy", image.transpose(0, 2, 3, 1).copy())
    attributes = np.random.default_rng(1100).normal(0, 1, (1, 4)).astype(np.float32)
    np.save(HERE / "inputs/attributes.npy", attributes)


def write_ir(model, name):
    """IR, float32 weights, without indentation; layers named by a process-wide count renumbered."""
    numbers = {}
    for op in model.get_ordered_ops():
        if re.fullmatch(r"[A-Z]\w*_\d+", op.get_friendly_name()):
            kind = op.get_type_name()
            numbers[kind] = numbers.get(kind, 0) + 1
            op.set_friendly_name(f"{kind}_{numbers[kind]}")
    path = HERE / f"{name}.xml"
    ov.save_model(model, path, compress_to_fp16=False)
    path.write_text(re.sub(r"^[ \t]+", "", path.read_text(), flags=re.M))


def write_networks():
    for function in graphs.NETWORKS:
        write_ir(function(), function.__name__)
    for function in graphs.ONNX_NETWORKS:
        path = HERE / f"{function.__name__}.onnx"
        path.write_bytes(function().SerializeToString())
    write_ir(ov.convert_model(HERE / "vit_onnx17.onnx"), "vit_onnx17_converted")
    write_ir(ov.Core().read_model(HERE / "dynamic_batch.onnx"), "dynamic_batch_read")


# ---------------------------------------------------------------- rules that find layers


def _dims(op):
    shape = op.get_output_partial_shape(0)
    return [d.get_length() if d.is_static else -1 for d in shape] if shape.rank.is_static else []


def find_spatial_layer(model):
    """Section 5: the layer of a convolutional network, or None."""
    ops = model.get_ordered_ops()[::-1]
    for op in ops:
        dims = _dims(op)
        if op.get_type_name() == "Constant" or len(op.outputs()) != 1 or len(dims) != 4:
            continue
        n, c, h, w = dims
        if n in (-1, 1) and 1 < h < c and 1 < w < c:
            return op.get_friendly_name()
    for op in ops:
        dims = _dims(op)
        if "Pool" in op.get_friendly_name() and len(dims) == 4 and dims[2] == dims[3] == 1:
            producer = op.input_value(0).get_node()
            if min(_dims(producer)[2:]) > 1:
                return producer.get_friendly_name()
    return None


def find_token_layer(model, k, final_norm):
    """Section 6: the sum before the k-th last block, or None."""
    count = 2 * k + int(final_norm)
    for op in model.get_ordered_ops()[::-1]:
        if op.get_type_name() != "Add":
            continue
        sources = [v.get_node() for v in op.input_values()]
        if any(s.get_type_name() in ("Constant", "Convert") for s in sources):
            continue
        if any(len(v.get_partial_shape()) != 3 for v in op.input_values()):
            continue
        count -= 1
        if count == 0:
            return op.get_friendly_name()
    return None


def find_scores(model):
    """Section 5: the layer that gives the class scores."""
    for op in model.get_ordered_ops()[::-1]:
        if op.get_type_name() == "Softmax":
            if len(op.get_output_partial_shape(0)) == 2:
                return op.input_value(0).get_node().get_friendly_name()
            break
    return first_output(model)


def first_output(model):
    return model.outputs[0].get_node().input_value(0).get_node().get_friendly_name()


def consumers(model, producer):
    ops = {op.get_friendly_name(): op for op in model.get_ordered_ops()}
    return [t.get_node() for t in ops[producer].output(0).get_target_inputs()]


def skip_of(model, target):
    """The sum that skips over the branch."""
    (skip,) = [op for op in consumers(model, target) if op.get_type_name() == "Add"]
    return skip.get_friendly_name()


def norm_of(model, target):
    """The layer that ends the branch's LayerNorm."""
    (op,) = [op for op in consumers(model, target) if op.get_type_name() != "Add"]
    while op.get_type_name() != "Add":
        (op,) = consumers(model, op.get_friendly_name())
    return op.get_friendly_name()


# ---------------------------------------------------------------- brute force


class Subject:
    """One model file with one input: the unmasked run, checked against OpenVINO."""

    def __init__(self, file, input_name):
        self.file, self.input_name = file, input_name
        self.image = np.load(HERE / f"inputs/{input_name}.npy")
        self.model = ov.Core().read_model(HERE / file)
        self.network = re.sub(r"(_read|_converted)?\.\w+$", "", file)
        if self.model.input(0).get_partial_shape().is_dynamic:
            self.model.reshape(list(self.image.shape))
        self.run = Evaluator(self.model, {"image": self.image})
        self.outputs = {}
        for output, value in zip(self.model.outputs, infer(self.model, [self.image])):
            name = output.get_any_name()
            source = output.get_node().input_value(0).get_node().get_friendly_name()
            exact = self.run.values[source, 0]
            assert np.abs(exact - value).max() < SAME, (file, name, np.abs(exact - value).max())
            self.outputs[name] = exact.astype(np.float32)

    def head(self, tensors, wanted):
        """The rest of the network as a function of replaced tensors, by numpy and by OpenVINO."""
        keys = [p if c is None else [(p, n) for n in c] for p, c in tensors]
        compiled = cut(self.model, tensors, wanted)

        def evaluate(arrays, check):
            replaced = {}
            for key, array in zip(keys, arrays):
                replaced.update({k: array for k in ([key] if isinstance(key, str) else key)})
            scores = self.run.run(replaced, wanted).reshape(-1)
            if check:
                other = compiled(self.image, *arrays).reshape(-1)
                difference = np.abs(scores - other).max()
                assert difference < SAME * max(1, np.abs(scores).max()), (self.file, difference)
            return scores

        return evaluate


def one_hot(h, w, cell):
    mask = np.zeros((h, w))
    mask[cell] = 1
    return mask


def gaussian(h, w, cell):
    mask = np.zeros((h + 2, w + 2))
    mask[cell[0] : cell[0] + 3, cell[1] : cell[1] + 3] = GAUSSIAN
    return mask[1:-1, 1:-1]


def maps_by_masking(h, w, scores_of):
    """[K,h,w]: the scores of the run in which one cell is lit, for each cell."""
    check_every = max(1, h * w // 64)
    columns = [
        scores_of((i, j), (i * w + j) % check_every == 0) for i in range(h) for j in range(w)
    ]
    return np.stack(columns, axis=1).reshape(-1, h, w).astype(np.float32)


def grid_of(tensor, layout, grid):
    if layout == "NCHW":
        return tensor.shape[2:]
    return tensor.shape[1:3] if layout == "NHWC" else grid


def in_layout(mask, layout):
    if layout == "NCHW":
        return mask[None, None]
    return mask[None, :, :, None] if layout == "NHWC" else mask.reshape(1, -1, 1)


def recipro_cam(subject, target, layout, grid, scores):
    tensor = subject.run.values[target, 0]
    h, w = grid_of(tensor, layout, grid)
    head = subject.head([(target, None)], scores)

    def scores_of(cell, check):
        return head([tensor * in_layout(one_hot(h, w, cell), layout)], check)

    return maps_by_masking(h, w, scores_of)


def activation_map(subject, target, layout, grid):
    tensor = subject.run.values[target, 0]
    mean = tensor.mean(axis=1 if layout == "NCHW" else -1)
    return mean.reshape(1, *grid_of(tensor, layout, grid)).astype(np.float32)


def vit_recipro_cam(subject, target, norm, leading, first_spatial, use_gaussian, cls_token):
    skip = skip_of(subject.model, target)
    tokens, normed = subject.run.values[target, 0], subject.run.values[norm, 0]
    count = tokens.shape[1] - leading
    h = w = int(count**0.5)
    assert h * w == count
    head = subject.head([(norm, None), (target, [skip])], first_output(subject.model))

    def masked(x, mask):
        kept = x[:, :leading] * (1 if cls_token else 0)
        spatial = x[:, first_spatial : first_spatial + count] * mask.reshape(1, -1, 1)
        return np.concatenate([kept, spatial], axis=1)

    def scores_of(cell, check):
        mask = (gaussian if use_gaussian else one_hot)(h, w, cell)
        return head([masked(normed, mask), masked(tokens, mask)], check)

    return maps_by_masking(h, w, scores_of)


def _bilinear(x, size, axis):
    """Linear interpolation along an axis, pixel centres at half coordinates."""
    old = x.shape[axis]
    position = np.clip((np.arange(size) + 0.5) * old / size - 0.5, 0, old - 1)
    low = np.floor(position).astype(int)
    high = np.minimum(low + 1, old - 1)
    shape = [1] * x.ndim
    shape[axis] = size
    part = (position - low).reshape(shape)
    return np.take(x, low, axis) * (1 - part) + np.take(x, high, axis) * part


def _check_bilinear(x, resized):
    parameter = ov.opset13.parameter(list(x.shape), np.float32)
    sizes = ov.opset13.constant(np.array(resized.shape[2:], np.int64))
    axes = ov.opset13.constant(np.array([2, 3], np.int64))
    node = ov.opset11.interpolate(parameter, sizes, "linear", "sizes", axes=axes)
    (value,) = infer(ov.Model([node.output(0)], [parameter]), [x.astype(np.float32)])
    assert np.abs(value - resized).max() < SAME


def det_class_probability_map(subject, targets, num_anchors, size):
    scales = []
    for number, target in enumerate(targets):
        x = subject.run.values[target, 0]
        if num_anchors:
            x = x.reshape(1, num_anchors[number], -1, *x.shape[2:]).max(axis=1)
        resized = _bilinear(_bilinear(x, size[0], 2), size[1], 3)
        _check_bilinear(x, resized)
        scales.append(resized)
    mean = np.mean(scales, axis=0)[0]
    e = np.exp(mean - mean.max(axis=0, keepdims=True))
    return (e / e.sum(axis=0, keepdims=True)).astype(np.float32)


# ---------------------------------------------------------------- cases


class Index:
    def __init__(self):
        self.cases, self.refused, self._subjects = [], [], {}

    def subject(self, file, input_name):
        key = file, input_name
        if key not in self._subjects:
            self._subjects[key] = Subject(file, input_name)
        return self._subjects[key]

    def add(self, subject, label, method, layers, targets, params, maps, constant=False, **more):
        name = f"{Path(subject.file).stem}{'_onnx' if subject.file.endswith('.onnx') else ''}"
        spread = float((maps.max(axis=(1, 2)) - maps.min(axis=(1, 2))).min())
        assert np.isfinite(maps).all()
        assert constant == (spread < 1e-3), f"{name}/{label}: range {spread}"
        outputs = {}
        for output, value in subject.outputs.items():
            path = f"expected/{subject.network}.{subject.input_name}.{output}.npy"
            self._save(path, value)
            outputs[output] = path
        expected = f"expected/{subject.network}.{label}.npy"
        self._save(expected, maps)
        self.cases.append(
            {
                "name": f"{name}/{label}",
                "model": subject.file,
                "input": f"inputs/{subject.input_name}.npy",
                "outputs": outputs,
                "method": method,
                "layers": layers,
                "targets": targets,
                "params": params,
                **more,
                "expected": expected,
                "shape": list(maps.shape),
            }
        )
        print(f"{name}/{label}: {targets} {list(maps.shape)} smallest range {spread:.3g}")

    @staticmethod
    def _save(path, array):
        """Several files of one network must agree on what they compute."""
        path = HERE / path
        if path.exists():
            assert np.abs(np.load(path) - array).max() < SAME, path
        else:
            np.save(path, array)

    def recipro_cam(self, file, image, label, layer="", layout="NCHW", grid=None, scores=None):
        subject = self.subject(file, image)
        target = layer or find_spatial_layer(subject.model)
        wanted = scores or find_scores(subject.model)
        maps = recipro_cam(subject, target, layout, grid, wanted)
        layers = [layer] if layer else []
        more = {"layout": layout, "scores": wanted}
        self.add(subject, label, "ReciproCAM", layers, [target], {}, maps, **more)

    def activation_map(self, file, image, label, layer="", layout="NCHW", grid=None):
        subject = self.subject(file, image)
        target = layer or find_spatial_layer(subject.model)
        maps = activation_map(subject, target, layout, grid)
        layers = [layer] if layer else []
        self.add(subject, label, "ActivationMap", layers, [target], {}, maps, layout=layout)

    def vit(
        self, file, label, leading=1, compatible=False, constant=False, norm=None, **params
    ):
        subject = self.subject(file, "image_16x16")
        params = {"use_gaussian": True, "cls_token": True, "final_norm": True, "k": 1, **params}
        target = find_token_layer(subject.model, params["k"], params["final_norm"])
        norm = norm or norm_of(subject.model, target)
        first = 1 if compatible else leading
        choice = params["use_gaussian"], params["cls_token"]
        maps = vit_recipro_cam(subject, target, norm, leading, first, *choice)
        more = {
            "leading_tokens": leading,
            "first_spatial_token": first,
            "scores": first_output(subject.model),
            "norm": norm,
            "skip": skip_of(subject.model, target),
        }
        self.add(subject, label, "ViTReciproCAM", [], [target], params, maps, constant, **more)

    def detector(self, file, image, label, size, anchors=None, layers=None):
        subject = self.subject(file, image)
        targets = layers or [f"class_logits_s{stride}" for stride in (2, 4, 8)]
        maps = det_class_probability_map(subject, targets, anchors, size)
        params = {"num_anchors": anchors or [], "saliency_map_size": size}
        self.add(subject, label, "DetClassProbabilityMap", layers or [], targets, params, maps)

    def refuse(self, name, file, method, why, layers=()):
        self.refused.append(
            {"name": name, "model": file, "method": method, "layers": list(layers), "why": why}
        )


def convolutional(index):
    for name in ("cnn_gap", "cnn_softmax", "cnn_avgpool_4d_logits", "cnn_few_channels"):
        index.recipro_cam(f"{name}.xml", "image_32x32", "reciprocam")
    index.recipro_cam("cnn_gap.xml", "image_32x32", "reciprocam_stage1", "stage1")
    index.activation_map("cnn_gap.xml", "image_32x32", "activationmap")
    index.recipro_cam("nhwc_input.xml", "image_16x16_nhwc", "reciprocam")
    index.activation_map("nhwc_input.xml", "image_16x16_nhwc", "activationmap")
    index.recipro_cam("batch1_reshape.xml", "image_32x32", "reciprocam")
    index.recipro_cam("batch1_reshape.xml", "image_32x32", "reciprocam_pool", "features/MaxPool")
    index.activation_map("batch1_reshape.xml", "image_32x32", "activationmap")
    for file in ("dynamic_batch.onnx", "dynamic_batch_read.xml"):
        index.recipro_cam(file, "image_32x32", "reciprocam")
        index.activation_map(file, "image_32x32", "activationmap")
    for image in ("image_32x32", "image_16x24"):
        index.recipro_cam("dynamic_hw.xml", image, f"reciprocam_{image[6:]}")
    index.activation_map("dynamic_hw.xml", "image_16x24", "activationmap_16x24")
    index.recipro_cam("residual_skip.xml", "image_32x32", "reciprocam")
    index.recipro_cam("residual_skip.xml", "image_32x32", "reciprocam_middle", "middle")
    index.recipro_cam("residual_skip.xml", "image_32x32", "reciprocam_before", "before")
    index.activation_map("residual_skip.xml", "image_32x32", "activationmap_middle", "middle")
    index.recipro_cam("mobilenetv3_like.xml", "image_32x32", "reciprocam")
    index.activation_map("mobilenetv3_like.xml", "image_32x32", "activationmap")
    index.recipro_cam("sigmoid_multilabel.xml", "image_32x32", "reciprocam_probabilities")
    index.recipro_cam("sigmoid_multilabel.xml", "image_32x32", "reciprocam_logits", scores="fc")
    index.recipro_cam("early_large.xml", "image_56x56", "reciprocam")
    index.recipro_cam("early_large.xml", "image_56x56", "reciprocam_early", "early")


def transformers(index):
    for use_gaussian in (True, False):
        for cls_token in (True, False):
            label = f"vitreciprocam_gaussian{use_gaussian:d}_cls{cls_token:d}"
            index.vit("vit.xml", label, use_gaussian=use_gaussian, cls_token=cls_token)
    index.vit("vit.xml", "vitreciprocam_k2", k=2)
    index.vit("vit.xml", "vitreciprocam_k2_no_final_norm", k=2, final_norm=False)
    index.vit("vit.xml", "vitreciprocam_no_final_norm", constant=True, final_norm=False)
    index.activation_map("vit.xml", "image_16x16", "activationmap", "patch_embedding")
    index.vit("vit_separate_qkv.xml", "vitreciprocam")
    norm = "/blocks.1/norm1/LayerNormalization"
    index.vit("vit_onnx13.onnx", "vitreciprocam", norm=norm)
    for file in ("vit_onnx17.onnx", "vit_onnx17_converted.xml"):
        index.vit(file, "vitreciprocam")
        index.vit(file, "vitreciprocam_gaussian0", use_gaussian=False)
    index.vit("vit_distilled.xml", "vitreciprocam_corrected", leading=2)
    index.vit("vit_distilled.xml", "vitreciprocam_compatible", leading=2, compatible=True)
    index.vit("vit_distilled.xml", "vitreciprocam_gaussian0", leading=2, use_gaussian=False)
    index.vit("vit_no_cls.xml", "vitreciprocam", leading=0)
    index.vit("vit_no_cls.xml", "vitreciprocam_gaussian0", leading=0, use_gaussian=False)


def token_grids(index):
    def both(file, image, suffix, layer, layout, grid=None):
        index.recipro_cam(file, image, f"reciprocam{suffix}", layer, layout, grid)
        index.activation_map(file, image, f"activationmap{suffix}", layer, layout, grid)

    both("swin_like.xml", "image_16x16", "", "block1/mlp_sum", "NHWC")
    both("swin_like.xml", "image_16x16", "_block0", "block0/sum", "NHWC")
    both("swin_tokens.xml", "image_16x16", "", "block1/mlp_sum", "NLC", (4, 4))
    both("swin_tokens.xml", "image_16x16", "_block0", "block0/sum", "NLC", (4, 4))
    both("convnext_like.xml", "image_32x32", "", "", "NCHW")
    both("convnext_like.xml", "image_32x32", "_nhwc", "block1/mlp/fc2", "NHWC")


def detectors(index):
    square = "detector_heads.xml", "image_16x16"
    wide = "detector_heads_nonsquare.xml", "image_24x16"
    convolutions = [f"class_logits_s{stride}/conv" for stride in (2, 4, 8)]
    index.detector(*square, "detclassprobabilitymap", [23, 23])
    index.detector(*square, "detclassprobabilitymap_13x17", [13, 17])
    index.detector(*square, "detclassprobabilitymap_conv", [13, 17], layers=convolutions)
    index.detector(*wide, "detclassprobabilitymap", [23, 23], [3, 3, 3])
    index.detector(*wide, "detclassprobabilitymap_13x17", [13, 17], [3, 3, 3])
    index.detector(*wide, "detclassprobabilitymap_no_anchors", [13, 17])


def refusals(index):
    for method in ("ReciproCAM", "ActivationMap"):
        index.refuse(f"no_spatial/{method}", "no_spatial.xml", method, "no_spatial_layer")
        index.refuse(f"two_inputs/{method}", "two_inputs.xml", method, "several_inputs")
    cnn = "cnn_gap.xml"
    index.refuse("cnn_gap/unknown_layer", cnn, "ReciproCAM", "unknown_layer", ["stage9"])
    index.refuse("cnn_gap/rank2_layer", cnn, "ReciproCAM", "layer_shape", ["fc"])
    index.refuse("cnn_gap/rank2_activation", cnn, "ActivationMap", "layer_shape", ["fc"])
    index.refuse("cnn_gap/not_a_transformer", cnn, "ViTReciproCAM", "no_token_layer")
    index.refuse("cnn_gap/not_a_detector", cnn, "DetClassProbabilityMap", "no_class_heads")
    index.refuse("vit/k_too_large", "vit.xml", "ViTReciproCAM", "no_token_layer")
    index.refused[-1]["params"] = {"k": 9}


def unchanged(index):
    subject = index.subject("has_saliency_map.xml", "image_32x32")
    maps = subject.outputs["saliency_map"]
    entry = (subject, "unchanged", "ReciproCAM", [], [], {}, maps)
    index.add(*entry, passes_unchanged=True)


def main():
    for pattern in ("*.xml", "*.bin", "*.onnx"):
        for path in HERE.glob(pattern):
            path.unlink()
    for folder in ("inputs", "expected"):
        shutil.rmtree(HERE / folder, ignore_errors=True)
        (HERE / folder).mkdir()
    write_inputs()
    write_networks()
    index = Index()
    for part in (convolutional, transformers, token_grids, detectors, refusals, unchanged):
        part(index)
    parts = {"cases": index.cases, "refused": index.refused}
    lists = (
        f'"{name}": [\n' + ",\n".join(json.dumps(e) for e in entries) + "\n]"
        for name, entries in parts.items()
    )
    (HERE / "index.json").write_text("{\n" + ",\n".join(lists) + "\n}\n")
    size = sum(p.stat().st_size for p in HERE.rglob("*") if p.is_file())
    print(f"{len(index.cases)} cases, {len(index.refused)} refusals, {size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
