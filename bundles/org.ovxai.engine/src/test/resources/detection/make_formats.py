"""Writes formats.npz: made-up outputs of every detection format and what they mean, by NumPy.

Input 96 x 64 (width x height), three classes. `<case>/<output>` are the outputs, `<case>/detections`
rows of label, score, x1, y1, x2, y2, best first. Thresholds are those of the calls below.
"""
import numpy as np

H, W, K = 64, 96, 3
rng = np.random.default_rng(20)
arrays = {}


def iou_matrix(boxes, border):
    left_top = np.maximum(boxes[:, None, :2], boxes[None, :, :2])
    right_bottom = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    inner = np.prod(np.clip(right_bottom - left_top + border, 0, None), axis=2)
    area = np.prod(boxes[:, 2:] - boxes[:, :2] + border, axis=1)
    return inner / (area[:, None] + area[None, :] - inner)


def suppressed(boxes, scores, labels, confidence, iou, agnostic=False, border=0):
    """Marks who is beaten instead of collecting who stays."""
    keep = scores > confidence
    boxes, scores, labels = boxes[keep], scores[keep], labels[keep]
    order = np.argsort(-scores, kind="stable")
    boxes, scores, labels = boxes[order], scores[order], labels[order]
    overlaps = iou_matrix(boxes, border) > iou
    if not agnostic:
        overlaps &= labels[:, None] == labels[None, :]
    alive = np.ones(len(scores), bool)
    for i in range(len(scores)):
        if alive[i]:
            alive[i + 1 :] &= ~overlaps[i, i + 1 :]
    return np.column_stack([labels, scores, boxes])[alive]


def listed(boxes, scores, labels, confidence):
    return suppressed(boxes, scores, labels, confidence, 2.0)


def corners(centred):
    return np.concatenate(
        [centred[:, :2] - centred[:, 2:] / 2, centred[:, :2] + centred[:, 2:] / 2], axis=1
    )


def centred_boxes(n):
    """Around four places, so that many overlap."""
    places = np.array([[20, 20, 16, 20], [60, 24, 30, 20], [48, 40, 40, 30], [80, 50, 16, 16]])
    return (places[rng.integers(0, 4, n)] + rng.normal(0, 1.5, (n, 4))).astype(np.float32)


def probabilities(*shape):
    return rng.beta(0.6, 1.2, shape).astype(np.float32)


def sigmoid(x):
    return 1 / (1 + np.exp(-x.astype(np.float64)))


def softmax(x):
    e = np.exp(x.astype(np.float64) - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def save(case, detections, **outputs):
    for name, values in outputs.items():
        arrays[f"{case}/{name}"] = np.ascontiguousarray(values)
    arrays[f"{case}/detections"] = detections.astype(np.float64)


def cells(strides):
    return np.array(
        [(x, y, s) for s in strides for y in range(-(-H // s)) for x in range(-(-W // s))]
    )


def best(scores):
    return scores.max(axis=1), scores.argmax(axis=1)


def as_pairs(boxes, scores):
    n, k = scores.shape
    return np.repeat(boxes, k, axis=0), scores.reshape(-1), np.tile(np.arange(k), n)


size = np.array([W, H, W, H], np.float32)

boxes, objectness, classes = centred_boxes(378), probabilities(378, 1), probabilities(378, K)
save(
    "yolov5",
    suppressed(corners(boxes), *best(objectness * classes), 0.25, 0.45),
    output0=np.concatenate([boxes, objectness, classes], axis=1)[None],
)

boxes, classes = centred_boxes(126), probabilities(126, K)
save(
    "yolov8",
    suppressed(corners(boxes), *best(classes), 0.25, 0.7),
    output0=np.concatenate([boxes, classes], axis=1).T[None],
)

logits = rng.normal(-1, 2, (126, K)).astype(np.float32)
save(
    "yolov8_logits_fractions",
    suppressed(corners(boxes), *best(sigmoid(logits)), 0.25, 0.7),
    output0=np.concatenate([boxes / size, logits], axis=1)[None].astype(np.float32),
)

grid = cells((8, 16, 32))
raw = rng.normal(0, 0.5, (126, 4)).astype(np.float32)
objectness, classes = np.sqrt(probabilities(126, 1)), np.sqrt(probabilities(126, K))
decoded = np.concatenate([raw[:, :2] + grid[:, :2], np.exp(raw[:, 2:])], axis=1) * grid[:, 2:]
save(
    "yolox",
    suppressed(corners(decoded), *best(objectness * classes), 0.3, 0.3, True, 1),
    output=np.concatenate([raw, objectness, classes], axis=1)[None],
)

boxes, scores, labels = corners(centred_boxes(20)), probabilities(20), rng.integers(0, K, 20)
scores[15:] = 0
save(
    "end_to_end",
    listed(boxes, scores, labels, 0.25),
    output0=np.column_stack([boxes, scores, labels])[None].astype(np.float32),
)

boxes = centred_boxes(20)
logits = rng.normal(0, 2, (20, K + 1)).astype(np.float32)
logits[:, K] += 1
save(
    "detr",
    listed(corners(boxes), *best(softmax(logits)[:, :K]), 0.5),
    logits=logits[None],
    pred_boxes=(boxes / size)[None],
)
save(
    "rt_detr",
    listed(*as_pairs(corners(boxes), sigmoid(logits[:, :K])), 0.5),
    logits=logits[None, :, :K],
    pred_boxes=(boxes / size)[None],
)
classes = probabilities(20, K)
save(
    "rt_detr_packed",
    listed(corners(boxes), *best(classes), 0.5),
    output0=np.concatenate([boxes / size, classes], axis=1)[None],
)

for case, strides, centre in (("nanodet", (8, 16, 32), 0.5), ("nanodet_plus", (8, 16, 32, 64), 0)):
    grid = cells(strides)
    classes = probabilities(len(grid), K)
    bins = rng.normal(0, 2, (len(grid), 32)).astype(np.float32)
    sides = (softmax(bins.reshape(-1, 4, 8)) @ np.arange(8)) * grid[:, 2:]
    middle = (grid[:, :2] + centre) * grid[:, 2:]
    boxes = np.concatenate([middle - sides[:, :2], middle + sides[:, 2:]], axis=1)
    boxes = np.clip(boxes, 0, size)
    save(
        case,
        suppressed(*as_pairs(boxes, classes), 0.5, 0.6),
        output=np.concatenate([classes, bins], axis=1)[None],
    )

boxes, scores, labels = corners(centred_boxes(10)), probabilities(10), rng.integers(0, K, 10)
fractions = (boxes / size).astype(np.float32)
rows = np.column_stack([np.zeros(10), labels, scores, fractions]).astype(np.float32)
rows[7, 0] = -1
save("ssd", listed(boxes[:7], scores[:7], labels[:7], 0.3), detection_out=rows[None, None])
save(
    "tf",
    listed(boxes[:8], scores[:8], labels[:8], 0.3),
    detection_boxes=fractions[None][..., [1, 0, 3, 2]],
    detection_scores=scores[None],
    detection_classes=(labels + 1)[None].astype(np.float32),
    num_detections=np.array([8], np.float32),
)
save(
    "efficientdet",
    listed(boxes, scores, labels, 0.3),
    detections_=np.column_stack([np.zeros(10), boxes[:, [1, 0, 3, 2]], scores, labels + 1])[
        None
    ].astype(np.float32),
)
save(
    "triple",
    listed(boxes, scores, labels, 0.3),
    bboxes=fractions[None],
    labels=labels[None],
    scores=scores[None],
)
save(
    "otx",
    listed(boxes, scores, labels, 0.3),
    boxes=np.column_stack([boxes, scores]).astype(np.float32),
    labels=labels,
)

np.savez_compressed("formats.npz", **arrays)
print({k: v.shape for k, v in arrays.items()})
