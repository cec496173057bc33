"""The test networks: tiny graphs with fixed random weights, every layer named.

Each function in NETWORKS returns an ov.Model; the ONNX functions return an onnx.ModelProto.
"""

import numpy as np
import onnx
import openvino as ov
from onnx import TensorProto, helper, numpy_helper
from openvino import opset1, opset4, opset6, opset13

CLASSES = 6
TOKEN_WIDTH = 12
HEADS = 2


class Net:
    """Writes one network; a layer's name is the friendly name of the operation that ends it."""

    def __init__(self, name, seed):
        self.name = name
        self.rng = np.random.default_rng(seed)
        self.inputs = []
        self.results = []

    def input(self, shape, name="image"):
        node = opset13.parameter(ov.PartialShape(shape), np.float32, name=name)
        node.output(0).get_tensor().set_names({name})
        self.inputs.append(node)
        return node

    def output(self, node, name):
        node.output(0).get_tensor().set_names({name})
        result = opset13.result(node.output(0), name=f"{name}/result")
        self.results.append(result)

    def model(self):
        return ov.Model(self.results, self.inputs, self.name)

    def constant(self, array, name, dtype=np.float32):
        return opset13.constant(np.asarray(array, dtype), name=name)

    def ints(self, values, name):
        return self.constant(values, name, np.int64)

    def weights(self, shape, fan_in, name, gain=1.4):
        return self.constant(self.rng.normal(0, gain / np.sqrt(fan_in), shape), name)

    def noise(self, shape, name, mean=0.0, spread=0.2):
        return self.constant(self.rng.normal(mean, spread, shape), name)

    def conv(self, name, x, channels, size=3, stride=1, relu=True, pad=None, gain=1.4):
        pad = size // 2 if pad is None else pad
        fan_in = x.get_output_partial_shape(0)[1].get_length() * size * size
        shape = [channels, fan_in // size // size, size, size]
        kernel = self.weights(shape, fan_in, f"{name}/kernel", gain)
        args = ([stride, stride], [pad, pad], [pad, pad], [1, 1])
        x = opset1.convolution(x, kernel, *args, name=f"{name}/conv")
        bias = self.noise([1, channels, 1, 1], f"{name}/bias")
        x = opset1.add(x, bias, name=f"{name}/biased" if relu else name)
        return opset1.relu(x, name=name) if relu else x

    def depthwise(self, name, x, size=3):
        channels = x.get_output_partial_shape(0)[1].get_length()
        kernel = self.weights([channels, 1, 1, size, size], size * size, f"{name}/kernel")
        pads = [size // 2] * 2
        x = opset1.group_convolution(
            x, kernel, [1, 1], pads, pads, [1, 1], name=f"{name}/conv"
        )
        return opset1.add(x, self.noise([1, channels, 1, 1], f"{name}/bias"), name=name)

    def linear(self, name, x, width, gain=1.0):
        fan_in = x.get_output_partial_shape(0)[-1].get_length()
        matrix = self.weights([width, fan_in], fan_in, f"{name}/matrix", gain)
        x = opset1.matmul(x, matrix, False, True, name=f"{name}/product")
        bias = self.noise([1] * (len(x.get_output_partial_shape(0)) - 1) + [width], f"{name}/bias")
        return opset1.add(x, bias, name=name)

    def mean(self, name, x, axes, keep=False):
        return opset1.reduce_mean(x, self.ints(axes, f"{name}/axes"), keep, name=name)

    def reshape(self, name, x, shape, special_zero=False):
        return opset1.reshape(x, self.ints(shape, f"{name}/shape"), special_zero, name=name)

    def transpose(self, name, x, order):
        return opset1.transpose(x, self.ints(order, f"{name}/order"), name=name)

    def norm(self, name, x):
        """LayerNorm over the last axis: MVN, scale, shift (the Add has the given name)."""
        width = x.get_output_partial_shape(0)[-1].get_length()
        shape = [1] * (len(x.get_output_partial_shape(0)) - 1) + [width]
        axes = self.ints([-1], f"{name}/axes")
        x = opset6.mvn(x, axes, True, 1e-6, "inside_sqrt", name=f"{name}/mvn")
        x = opset1.multiply(x, self.noise(shape, f"{name}/gamma", 1.0), name=f"{name}/scaled")
        return opset1.add(x, self.noise(shape, f"{name}/beta"), name=name)


def _two_convs(net, x, channels=(8, 12)):
    x = net.conv("stage1", x, channels[0], stride=2)
    return net.conv("stage2", x, channels[1], stride=2)


def cnn_gap():
    net = Net("cnn_gap", 101)
    x = _two_convs(net, net.input([1, 3, 32, 32]))
    x = net.mean("gap", x, [2, 3])
    net.output(net.linear("fc", x, CLASSES, 4), "logits")
    return net.model()


def cnn_softmax():
    net = Net("cnn_softmax", 102)
    x = _two_convs(net, net.input([1, 3, 32, 32]))
    x = net.linear("fc", net.mean("gap", x, [2, 3]), CLASSES, 4)
    net.output(opset1.softmax(x, 1, name="softmax"), "probabilities")
    return net.model()


def _global_pool(x, name):
    size = x.get_output_shape(0)[2:]
    return opset1.avg_pool(x, [1, 1], [0, 0], [0, 0], size, True, name=name)


def cnn_avgpool_4d_logits():
    net = Net("cnn_avgpool_4d_logits", 103)
    x = _two_convs(net, net.input([1, 3, 32, 32]))
    x = _global_pool(x, "gap/AvgPool")
    net.output(net.conv("classifier", x, CLASSES, 1, relu=False, gain=4), "logits")
    return net.model()


def cnn_few_channels():
    net = Net("cnn_few_channels", 104)
    x = net.conv("stage1", net.input([1, 3, 32, 32]), 6, stride=2)
    x = net.conv("stage2", x, 8, stride=2)
    x = _global_pool(x, "head/GlobalAveragePool")
    x = net.reshape("flatten", x, [1, 8])
    net.output(net.linear("fc", x, CLASSES, 4), "logits")
    return net.model()


def nhwc_input():
    net = Net("nhwc_input", 105)
    x = net.transpose("to_nchw", net.input([1, 16, 16, 3]), [0, 3, 1, 2])
    x = net.mean("gap", _two_convs(net, x), [2, 3])
    net.output(net.linear("fc", x, CLASSES, 4), "logits")
    return net.model()


def batch1_reshape():
    net = Net("batch1_reshape", 106)
    x = net.conv("stage1", net.input([1, 3, 32, 32]), 6, stride=2)
    x = net.conv("stage2", x, 10, stride=2)
    args = ([2, 2], [1, 1], [0, 0], [0, 0], [2, 2])
    pool = ov.opset8.max_pool(x, *args, name="features/MaxPool")
    x = net.reshape("flatten", pool.output(0), [1, 10 * 4 * 4])
    x = opset1.relu(net.linear("fc1", x, 8, 1.4), name="fc1_relu")
    net.output(net.linear("fc2", x, CLASSES, 2), "logits")
    return net.model()


def dynamic_hw():
    net = Net("dynamic_hw", 107)
    x = net.mean("gap", _two_convs(net, net.input([1, 3, -1, -1])), [2, 3])
    net.output(net.linear("fc", x, CLASSES, 4), "logits")
    return net.model()


def residual_skip():
    net = Net("residual_skip", 108)
    x = net.conv("stem", net.input([1, 3, 32, 32]), 6, stride=2)
    before = net.conv("before", x, 9, stride=2)
    target = net.conv("middle", before, 9)
    x = net.conv("after", target, 9, relu=False)
    x = opset1.relu(opset1.add(before, x, name="skip_sum"), name="skip_relu")
    twice = opset1.add(x, target, name="target_sum")
    branch = net.conv("branch", before, 4)
    x = opset1.concat([branch, twice], 1, name="joined")
    x = net.conv("mixed", x, 10)
    x = net.linear("fc", net.mean("gap", x, [2, 3]), CLASSES, 4)
    net.output(opset1.softmax(x, 1, name="softmax"), "probabilities")
    return net.model()


def mobilenetv3_like():
    net = Net("mobilenetv3_like", 109)
    x = net.conv("stem", net.input([1, 3, 32, 32]), 8, stride=2, relu=False)
    x = opset4.hswish(x, name="stem_hswish")
    x = net.conv("expand", x, 12, 2, 2, relu=False, pad=0)
    x = opset4.hswish(net.depthwise("depthwise", x), name="depthwise_hswish")
    gate = net.conv("gate_reduce", net.mean("gate_pool", x, [2, 3], True), 4, 1)
    gate = net.conv("gate_expand", gate, 12, 1, relu=False)
    x = opset1.multiply(x, ov.opset5.hsigmoid(gate, name="gate"), name="gated")
    x = opset4.hswish(net.conv("last_conv", x, 16, 1, relu=False), name="last_hswish")
    x = net.mean("gap", x, [2, 3], True)
    x = opset4.hswish(net.conv("head_conv", x, 20, 1, relu=False, gain=4), name="head_hswish")
    x = net.reshape("flatten", x, [0, -1], True)
    net.output(net.linear("fc", x, CLASSES, 2), "logits")
    return net.model()


def sigmoid_multilabel():
    net = Net("sigmoid_multilabel", 110)
    x = _two_convs(net, net.input([1, 3, 32, 32]))
    x = net.linear("fc", net.mean("gap", x, [2, 3]), CLASSES, 4)
    net.output(opset1.sigmoid(x, name="sigmoid"), "probabilities")
    return net.model()


def no_spatial():
    net = Net("no_spatial", 111)
    x = net.reshape("flatten", net.input([1, 3, 8, 8]), [1, 3 * 8 * 8])
    x = opset1.relu(net.linear("fc1", x, 4), name="fc1_relu")
    net.output(net.linear("fc2", x, CLASSES), "logits")
    return net.model()


def two_inputs():
    net = Net("two_inputs", 112)
    x = net.mean("gap", _two_convs(net, net.input([1, 3, 32, 32])), [2, 3])
    x = opset1.concat([x, net.input([1, 4], "attributes")], 1, name="joined")
    net.output(net.linear("fc", x, CLASSES), "logits")
    return net.model()


def early_large():
    net = Net("early_large", 113)
    x = net.conv("early", net.input([1, 3, 56, 56]), 256, 1)
    x = net.conv("reduce", x, 5, 2, 2, pad=0, gain=3)
    x = net.conv("stage3", x, 12, stride=2)
    x = net.conv("stage4", x, 16, stride=2)
    net.output(net.linear("fc", net.mean("gap", x, [2, 3]), 4, 4), "logits")
    return net.model()


def has_saliency_map():
    net = Net("has_saliency_map", 114)
    x = _two_convs(net, net.input([1, 3, 32, 32]))
    net.output(net.linear("fc", net.mean("gap", x, [2, 3]), CLASSES, 4), "logits")
    net.output(net.mean("channel_mean", x, [1]), "saliency_map")
    return net.model()


def _split_heads(net, name, x):
    tokens = x.get_output_shape(0)[1]
    x = net.reshape(f"{name}/heads", x, [0, tokens, HEADS, TOKEN_WIDTH // HEADS], True)
    return net.transpose(f"{name}/heads_first", x, [0, 2, 1, 3])


def _join_heads(net, name, x, batch=-1):
    tokens = x.get_output_shape(0)[2]
    x = net.transpose(f"{name}/tokens_first", x, [0, 2, 1, 3])
    return net.reshape(f"{name}/joined", x, [batch, tokens, TOKEN_WIDTH])


def _scores(net, name, q, k, v):
    scale = net.constant([[[[(TOKEN_WIDTH // HEADS) ** -0.5]]]], f"{name}/scale")
    q = opset1.multiply(q, scale, name=f"{name}/scaled_q")
    x = opset1.matmul(q, k, False, True, name=f"{name}/scores")
    x = opset1.softmax(x, 3, name=f"{name}/softmax")
    return opset1.matmul(x, v, False, False, name=f"{name}/context")


def _attention_joint(net, name, x, batch=-1):
    """qkv in one product, as the timm models have."""
    tokens = x.get_output_shape(0)[1]
    qkv = net.linear(f"{name}/qkv", x, 3 * TOKEN_WIDTH, 1.5)
    shape = [batch, tokens, 3, HEADS, TOKEN_WIDTH // HEADS]
    qkv = net.reshape(f"{name}/qkv_heads", qkv, shape)
    qkv = net.transpose(f"{name}/qkv_first", qkv, [2, 0, 3, 1, 4])
    axis = opset1.constant(np.int64(0), name=f"{name}/split_axis")
    parts = opset1.split(qkv, axis, 3, name=f"{name}/split")
    q, k, v = (
        opset1.squeeze(parts.output(i), net.ints([0], f"{name}/{n}_axis"), name=f"{name}/{n}")
        for i, n in enumerate("qkv")
    )
    x = _join_heads(net, name, _scores(net, name, q, k, v), batch)
    return net.linear(f"{name}/proj", x, TOKEN_WIDTH)


def _attention_batch1(net, name, x):
    """The same with batch 1 written into the reshapes."""
    return _attention_joint(net, name, x, 1)


def _attention_separate(net, name, x):
    """Three products, as the HuggingFace models have."""
    parts = (net.linear(f"{name}/{n}_linear", x, TOKEN_WIDTH, 1.5) for n in ("q", "k", "v"))
    q, k, v = (_split_heads(net, p.get_friendly_name(), p) for p in parts)
    x = _join_heads(net, name, _scores(net, name, q, k, v))
    return net.linear(f"{name}/proj", x, TOKEN_WIDTH)


def _mlp(net, name, x):
    x = net.linear(f"{name}/fc1", x, 2 * TOKEN_WIDTH)
    x = ov.opset7.gelu(x, "erf", name=f"{name}/gelu")
    return net.linear(f"{name}/fc2", x, TOKEN_WIDTH)


def _block(net, name, x, attention, skip_first=True):
    def skip(sum_name, old, new):
        return opset1.add(*((old, new) if skip_first else (new, old)), name=sum_name)

    y = attention(net, f"{name}/attention", net.norm(f"{name}/norm1", x))
    x = skip(f"{name}/attention_sum", x, y)
    y = _mlp(net, f"{name}/mlp", net.norm(f"{name}/norm2", x))
    return skip(f"{name}/mlp_sum", x, y)


def _leading_tokens(net, leading, x):
    """Learned tokens, repeated for the batch that ShapeOf tells."""
    shape = ov.opset3.shape_of(x, "i64", name="token_shape")
    axis = opset1.constant(np.int64(0), name="batch/axis")
    batch = ov.opset8.gather(shape, net.ints([0], "batch/index"), axis, name="batch")
    one_token = net.ints([1, TOKEN_WIDTH], "one_token")
    shape = opset1.concat([batch, one_token], 0, name="leading_shape")
    return [
        ov.opset3.broadcast(
            net.noise([1, 1, TOKEN_WIDTH], f"{n}/value", spread=1), shape, name=n
        )
        for n in ["class_token", "distillation_token"][:leading]
    ]


def _tokens(net, leading, grid=4):
    side = 4 * grid
    x = net.input([1, 3, side, side])
    x = net.conv("patch_embedding", x, TOKEN_WIDTH, 4, 4, relu=False, pad=0)
    x = net.reshape("patches", x, [0, TOKEN_WIDTH, grid * grid], True)
    x = net.transpose("patch_tokens", x, [0, 2, 1])
    if leading:
        x = opset1.concat(_leading_tokens(net, leading, x) + [x], 1, name="all_tokens")
    position = net.noise([1, leading + grid * grid, TOKEN_WIDTH], "position", spread=0.5)
    return opset1.add(x, position, name="embedded")


def _token(net, name, x, index):
    scalar = opset1.constant(np.int64(index), name=f"{name}/index")
    axis = opset1.constant(np.int64(1), name=f"{name}/axis")
    return ov.opset8.gather(x, scalar, axis, name=name)


def _vit(name, seed, attention, blocks=1, leading=1, skip_first=True):
    """`blocks` transformer blocks after a first one that is a norm and a linear layer only."""
    net = Net(name, seed)
    x = _tokens(net, leading)
    y = net.linear("block0/linear", net.norm("block0/norm", x), TOKEN_WIDTH)
    x = opset1.add(x, y, name="block0/sum")
    for number in range(1, blocks + 1):
        x = _block(net, f"block{number}", x, attention, skip_first)
    return net, net.norm("final_norm", x)


def vit():
    net, x = _vit("vit", 201, _attention_joint, 2)
    net.output(net.linear("head", _token(net, "class_row", x, 0), CLASSES, 2), "logits")
    return net.model()


def vit_separate_qkv():
    net, x = _vit("vit_separate_qkv", 202, _attention_separate, skip_first=False)
    net.output(net.linear("head", _token(net, "class_row", x, 0), CLASSES, 2), "logits")
    return net.model()


def vit_distilled():
    net, x = _vit("vit_distilled", 204, _attention_joint, leading=2)
    one = net.linear("head", _token(net, "class_row", x, 0), CLASSES, 2)
    two = net.linear("distilled_head", _token(net, "distilled_row", x, 1), CLASSES, 2)
    both = opset1.add(one, two, name="heads_sum")
    net.output(opset1.divide(both, net.constant([[2]], "two"), name="heads_mean"), "logits")
    return net.model()


def vit_no_cls():
    net, x = _vit("vit_no_cls", 205, _attention_batch1, leading=0)
    x = net.mean("token_mean", x, [1])
    net.output(net.linear("head", x, CLASSES, 2), "logits")
    return net.model()


def _windows(net, name, x, grid, window):
    """[1,grid,grid,C] to [windows, window*window, C]."""
    count = grid // window
    shape = [-1, count, window, count, window, TOKEN_WIDTH]
    x = net.reshape(f"{name}/cut", x, shape)
    x = net.transpose(f"{name}/sorted", x, [0, 1, 3, 2, 4, 5])
    return net.reshape(f"{name}/windows", x, [-1, window * window, TOKEN_WIDTH])


def _whole(net, name, x, grid, window):
    count = grid // window
    x = net.reshape(f"{name}/uncut", x, [-1, count, count, window, window, TOKEN_WIDTH])
    x = net.transpose(f"{name}/unsorted", x, [0, 1, 3, 2, 4, 5])
    return net.reshape(f"{name}/whole", x, [-1, grid, grid, TOKEN_WIDTH])


def _window_attention(net, name, x, grid, window):
    x = _windows(net, name, x, grid, window)
    qkv = net.linear(f"{name}/qkv", x, 3 * TOKEN_WIDTH, 1.5)
    axis = opset1.constant(np.int64(2), name=f"{name}/split_axis")
    parts = opset1.split(qkv, axis, 3, name=f"{name}/split")
    tokens = window * window

    def heads(index, part):
        shape = [-1, tokens, HEADS, TOKEN_WIDTH // HEADS]
        y = net.reshape(f"{name}/{part}_heads", parts.output(index), shape)
        return net.transpose(f"{name}/{part}", y, [0, 2, 1, 3])

    x = _scores(net, name, *(heads(i, p) for i, p in enumerate("qkv")))
    x = net.transpose(f"{name}/tokens_first", x, [0, 2, 1, 3])
    x = net.reshape(f"{name}/joined", x, [-1, tokens, TOKEN_WIDTH])
    return _whole(net, name, net.linear(f"{name}/proj", x, TOKEN_WIDTH), grid, window)


def _swin(name, seed, rank3):
    net, grid = Net(name, seed), 4
    x = net.conv("patch_embedding", net.input([1, 3, 16, 16]), TOKEN_WIDTH, 4, 4, relu=False, pad=0)
    x = net.norm("embedding_norm", net.transpose("to_nhwc", x, [0, 2, 3, 1]))
    if rank3:
        x = net.reshape("tokens", x, [-1, grid * grid, TOKEN_WIDTH])
    y = net.linear("block0/linear", net.norm("block0/norm", x), TOKEN_WIDTH)
    x = opset1.add(x, y, name="block0/sum")
    y = net.norm("block1/norm1", x)
    if rank3:
        y = net.reshape("block1/grid", y, [-1, grid, grid, TOKEN_WIDTH])
    y = _window_attention(net, "block1/attention", y, grid, 2)
    if rank3:
        y = net.reshape("block1/tokens", y, [-1, grid * grid, TOKEN_WIDTH])
    x = opset1.add(x, y, name="block1/attention_sum")
    y = _mlp(net, "block1/mlp", net.norm("block1/norm2", x))
    x = opset1.add(x, y, name="block1/mlp_sum")
    x = net.norm("final_norm", x)
    x = net.mean("token_mean", x, [1] if rank3 else [1, 2])
    net.output(net.linear("head", x, CLASSES, 2), "logits")
    return net.model()


def swin_like():
    return _swin("swin_like", 301, False)


def swin_tokens():
    return _swin("swin_tokens", 302, True)


def convnext_like():
    net = Net("convnext_like", 303)
    x = net.conv("stem", net.input([1, 3, 32, 32]), TOKEN_WIDTH, 4, 4, relu=False, pad=0)
    for number in range(2):
        block = f"block{number}"
        y = net.transpose(f"{block}/to_nhwc", net.depthwise(f"{block}/depthwise", x), [0, 2, 3, 1])
        y = _mlp(net, f"{block}/mlp", net.norm(f"{block}/norm", y))
        y = net.transpose(f"{block}/to_nchw", y, [0, 3, 1, 2])
        x = opset1.add(x, y, name=f"{block}/sum")
    x = net.mean("gap", x, [2, 3], True)
    x = net.norm("final_norm", net.transpose("head/to_nhwc", x, [0, 2, 3, 1]))
    x = net.transpose("head/to_nchw", x, [0, 3, 1, 2])
    x = net.reshape("flatten", x, [0, -1], True)
    net.output(net.linear("head", x, CLASSES, 2), "logits")
    return net.model()


def _detector(name, seed, anchors, height, width):
    net, classes = Net(name, seed), 5
    x = net.input([1, 3, height, width])
    for stride in (2, 4, 8):
        x = net.conv(f"stage_s{stride}", x, 8, stride=2)
        scores = net.conv(f"class_logits_s{stride}", x, anchors * classes, relu=False, gain=4)
        scores = opset1.sigmoid(scores, name=f"class_scores_s{stride}")
        net.output(scores, f"scores_s{stride}")
        net.output(net.conv(f"box_s{stride}", x, anchors * 4, 1, relu=False), f"boxes_s{stride}")
    return net.model()


def detector_heads():
    return _detector("detector_heads", 401, 1, 16, 16)


def detector_heads_nonsquare():
    return _detector("detector_heads_nonsquare", 403, 3, 24, 16)


class OnnxNet:
    """Writes one ONNX graph, nodes named."""

    def __init__(self, seed, opset=17):
        self.rng = np.random.default_rng(seed)
        self.opset = opset
        self.nodes = []
        self.tensors = []

    def data(self, name, array):
        self.tensors.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def ints(self, name, values):
        return self.data(name, np.array(values, np.int64))

    def normal(self, name, shape, spread, mean=0.0):
        return self.data(name, self.rng.normal(mean, spread, shape).astype(np.float32))

    def op(self, kind, name, inputs, outputs=1, **attributes):
        outs = [name] if outputs == 1 else [f"{name}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, outs, name, **attributes))
        return outs[0] if outputs == 1 else outs

    def linear(self, name, x, fan_in, width, gain=1.0):
        matrix = self.normal(f"{name}/matrix", (fan_in, width), gain / np.sqrt(fan_in))
        x = self.op("MatMul", f"{name}/MatMul", [x, matrix])
        return self.op("Add", name, [self.normal(f"{name}/bias", (width,), 0.2), x])

    def norm(self, name, x):
        """One LayerNormalization; before opset 17 the eight operations that exporters wrote."""
        gamma = self.normal(f"{name}/gamma", (TOKEN_WIDTH,), 0.2, 1)
        beta = self.normal(f"{name}/beta", (TOKEN_WIDTH,), 0.2)
        if self.opset >= 17:
            inputs = [x, gamma, beta]
            return self.op("LayerNormalization", name, inputs, axis=-1, epsilon=1e-6)
        mean = self.op("ReduceMean", f"{name}/ReduceMean", [x], axes=[-1])
        x = self.op("Sub", f"{name}/Sub", [x, mean])
        square = self.op("Pow", f"{name}/Pow", [x, self.data(f"{name}/two", np.float32(2))])
        variance = self.op("ReduceMean", f"{name}/ReduceMean_1", [square], axes=[-1])
        eps = self.data(f"{name}/eps", np.float32(1e-6))
        variance = self.op("Add", f"{name}/Add", [variance, eps])
        x = self.op("Div", f"{name}/Div", [x, self.op("Sqrt", f"{name}/Sqrt", [variance])])
        return self.op("Add", name, [self.op("Mul", f"{name}/Mul", [x, gamma]), beta])

    def proto(self, name, image_shape, output, output_shape):
        image = helper.make_tensor_value_info("image", TensorProto.FLOAT, image_shape)
        result = helper.make_tensor_value_info(output, TensorProto.FLOAT, output_shape)
        graph = helper.make_graph(self.nodes, name, [image], [result], self.tensors)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", self.opset)])
        model.ir_version = 8
        onnx.checker.check_model(model, full_check=True)
        return model


def dynamic_batch():
    net = OnnxNet(501)
    x, channels = "image", 3
    for name, width in (("stage1", 8), ("stage2", 12)):
        kernel = net.normal(f"{name}.weight", (width, channels, 3, 3), 1.4 / np.sqrt(9 * channels))
        bias = net.normal(f"{name}.bias", (width,), 0.2)
        attributes = {"kernel_shape": [3, 3], "strides": [2, 2], "pads": [1, 1, 1, 1]}
        x = net.op("Conv", f"/{name}/Conv", [x, kernel, bias], **attributes)
        x, channels = net.op("Relu", f"/{name}/Relu", [x]), width
    x = net.op("GlobalAveragePool", "/pool/GlobalAveragePool", [x])
    batch = net.op("Shape", "/Shape", [x])
    batch = net.op("Gather", "/Gather", [batch, net.data("zero", np.int64(0))], axis=0)
    batch = net.op("Unsqueeze", "/Unsqueeze", [batch, net.ints("axes", [0])])
    shape = net.op("Concat", "/Concat", [batch, net.ints("minus_one", [-1])], axis=0)
    x = net.op("Reshape", "/Reshape", [x, shape])
    matrix = net.normal("fc.weight", (CLASSES, 12), 4 / np.sqrt(12))
    inputs = [x, matrix, net.normal("fc.bias", (CLASSES,), 0.2)]
    net.op("Gemm", "logits", inputs, transB=1)
    return net.proto("dynamic_batch", ["batch", 3, 32, 32], "logits", ["batch", CLASSES])


def _vit_onnx(name, seed, opset):
    net, width = OnnxNet(seed, opset), TOKEN_WIDTH
    kernel = net.normal("patch.weight", (width, 3, 4, 4), 1.4 / np.sqrt(48))
    patch = {"kernel_shape": [4, 4], "strides": [4, 4]}
    x = net.op("Conv", "/patch/Conv", ["image", kernel], **patch)
    x = net.op("Reshape", "/patch/Reshape", [x, net.ints("patch.shape", [0, width, 16])])
    x = net.op("Transpose", "/patch/Transpose", [x], perm=[0, 2, 1])
    x = net.op("Concat", "/tokens/Concat", [net.normal("cls", (1, 1, width), 1), x], axis=1)
    x = net.op("Add", "/tokens/Add", [x, net.normal("position", (1, 17, width), 0.5)])
    y = net.norm("/blocks.0/norm/LayerNormalization", x)
    y = net.linear("/blocks.0/fc/Add", y, width, width)
    x = net.op("Add", "/blocks.0/Add", [x, y])
    b = "/blocks.1"
    y = net.norm(f"{b}/norm1/LayerNormalization", x)
    y = net.linear(f"{b}/qkv/Add", y, width, 3 * width, 1.5)
    shape = net.ints(f"{b}/shape", [1, 17, 3, HEADS, width // HEADS])
    y = net.op("Reshape", f"{b}/Reshape", [y, shape])
    y = net.op("Transpose", f"{b}/Transpose", [y], perm=[2, 0, 3, 1, 4])
    parts = [
        net.op("Gather", f"{b}/Gather_{n}", [y, net.data(f"{b}/{n}", np.int64(n))], axis=0)
        for n in range(3)
    ]
    keys = net.op("Transpose", f"{b}/Transpose_k", [parts[1]], perm=[0, 1, 3, 2])
    y = net.op("MatMul", f"{b}/MatMul_scores", [parts[0], keys])
    y = net.op("Mul", f"{b}/Mul", [y, net.data(f"{b}/scale", np.float32((width // HEADS) ** -0.5))])
    y = net.op("Softmax", f"{b}/Softmax", [y], axis=-1)
    y = net.op("MatMul", f"{b}/MatMul_context", [y, parts[2]])
    y = net.op("Transpose", f"{b}/Transpose_out", [y], perm=[0, 2, 1, 3])
    y = net.op("Reshape", f"{b}/Reshape_out", [y, net.ints(f"{b}/out", [1, 17, width])])
    x = net.op("Add", f"{b}/Add", [x, net.linear(f"{b}/proj/Add", y, width, width)])
    y = net.norm(f"{b}/norm2/LayerNormalization", x)
    y = net.linear(f"{b}/mlp/fc1/Add", y, width, 2 * width)
    half = net.op("Div", f"{b}/mlp/Div", [y, net.data(f"{b}/root2", np.float32(2**0.5))])
    half = net.op("Erf", f"{b}/mlp/Erf", [half])
    half = net.op("Add", f"{b}/mlp/Add", [half, net.data(f"{b}/one", np.float32(1))])
    y = net.op("Mul", f"{b}/mlp/Mul", [y, half])
    y = net.op("Mul", f"{b}/mlp/Mul_1", [y, net.data(f"{b}/half", np.float32(0.5))])
    x = net.op("Add", f"{b}/Add_1", [x, net.linear(f"{b}/mlp/fc2/Add", y, 2 * width, width)])
    x = net.norm("/norm/LayerNormalization", x)
    x = net.op("Gather", "/Gather", [x, net.data("class_index", np.int64(0))], axis=1)
    matrix = net.normal("head.weight", (CLASSES, width), 0.5)
    net.op("Gemm", "logits", [x, matrix, net.normal("head.bias", (CLASSES,), 0.2)], transB=1)
    return net.proto(name, [1, 3, 16, 16], "logits", [1, CLASSES])


def vit_onnx17():
    return _vit_onnx("vit_onnx17", 502, 17)


def vit_onnx13():
    return _vit_onnx("vit_onnx13", 503, 13)


NETWORKS = [
    cnn_gap,
    cnn_softmax,
    cnn_avgpool_4d_logits,
    cnn_few_channels,
    nhwc_input,
    batch1_reshape,
    dynamic_hw,
    residual_skip,
    mobilenetv3_like,
    sigmoid_multilabel,
    no_spatial,
    two_inputs,
    early_large,
    has_saliency_map,
    vit,
    vit_separate_qkv,
    vit_distilled,
    vit_no_cls,
    swin_like,
    swin_tokens,
    convnext_like,
    detector_heads,
    detector_heads_nonsquare,
]

ONNX_NETWORKS = [dynamic_batch, vit_onnx17, vit_onnx13]
