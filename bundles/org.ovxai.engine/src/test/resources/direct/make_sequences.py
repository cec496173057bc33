"""Writes sequences.npz: the points that scipy.optimize.direct tries, in their order, and the values it got there.

python make_sequences.py     (numpy 1.26.4, scipy 1.17.1)

Arrays of a case: NAME.options [eps, locally_biased, maxfun], NAME.lower, NAME.upper, NAME.points [n, dimensions], NAME.values [n].
"""

import pathlib

import numpy as np
from scipy.optimize import Bounds, direct


def bump(x, y, width):
    return lambda p: -np.exp(-((p[0] - x) ** 2 + (p[1] - y) ** 2) / (2 * width**2))


def steps(p):
    return float(np.floor(3 * p[0]) + np.floor(4 * p[1]))


def many_waves(p):
    return float(np.sum(p * p - np.cos(18 * p)))


def rounded(p):
    return round(float(np.sin(5 * p[0]) * np.cos(7 * p[1])), 2)


FUNCTIONS = {
    "bump": bump(0.3, 0.8, 0.1),
    "sharp": bump(0.11, 0.13, 0.01),
    "centre": bump(0.5, 0.5, 0.2),
    "inverted": lambda p: -bump(0.6, 0.35, 0.2)(p),
    "constant": lambda p: 0.0,
    "minus_zero": lambda p: -0.0 if p[0] > 0.4 else 0.0,
    "constant_one": lambda p: 1.0,
    "steps": steps,
    "plateau": lambda p: -1.0 if abs(p[0] - 0.7) < 0.2 and abs(p[1] - 0.3) < 0.25 else 0.0,
    "slope": lambda p: float(p[0] + 0.001 * p[1]),
    "symmetric": lambda p: float(abs(p[0] - 0.5) + abs(p[1] - 0.5)),
    "saddle": lambda p: float((p[0] - 0.5) ** 2 - (p[1] - 0.5) ** 2),
    "many_waves": many_waves,
    "rounded": rounded,
    "tiny": lambda p: 1e-14 * float(p[0]),
    "large": lambda p: 1e6 * float(p[0] * p[1]) - 3e5,
}
UNIT = ([0.0, 0.0], [1.0, 1.0])
OTHER = ([-0.2, 0.1], [0.9, 0.15])
BOX = ([0.0, 0.0319], [0.8123, 0.93])
CASES = [
    (f"{name}.{where}.{maxfun}.{'biased' if biased else 'original'}", f, bounds, eps, maxfun, biased)
    for name, f in FUNCTIONS.items()
    for where, bounds, eps, maxfun in [
        ("unit", UNIT, 0.1, 20),
        ("unit", UNIT, 0.1, 121),
        ("other", OTHER, 0.0, 61),
        ("box", BOX, 0.05, 50),
    ]
    for biased in (False, True)
]
CASES += [
    ("line", lambda p: float((p[0] - 0.2) ** 2), ([-1.0], [2.0]), 1e-4, 500, True),
    ("line_original", lambda p: float((p[0] - 0.2) ** 2), ([-1.0], [2.0]), 1e-4, 200, False),
    ("cube", lambda p: float(np.sum((p - 0.3) ** 2)), ([0.0] * 3, [1.0, 2.0, 3.0]), 0.01, 200, False),
    ("cube_biased", lambda p: float(np.sum((p - 0.3) ** 2)), ([0.0] * 3, [1.0, 2.0, 3.0]), 0.01, 200, True),
    ("cube_constant", lambda p: 2.0, ([0.0] * 3, [1.0] * 3), 0.01, 150, False),
    ("until_small", lambda p: float(np.sum((p - 0.5) ** 2)), UNIT, 0.0, 1500, True),
    ("until_small_original", lambda p: float(np.sum((p - 0.5) ** 2)), UNIT, 0.0, 1500, False),
    ("few", bump(0.3, 0.8, 0.1), UNIT, 0.1, 1, False),
    ("odd", bump(0.3, 0.8, 0.1), UNIT, 0.1, 7, False),
]


def main():
    arrays = {}
    for name, f, (lower, upper), eps, maxfun, biased in CASES:
        points, values = [], []

        def recorded(p):
            points.append(np.array(p))
            values.append(f(np.asarray(p)))
            return values[-1]

        direct(recorded, Bounds(lower, upper), eps=eps, maxfun=maxfun, locally_biased=biased)
        arrays[name + ".options"] = np.array([eps, biased, maxfun], np.float64)
        arrays[name + ".lower"] = np.array(lower)
        arrays[name + ".upper"] = np.array(upper)
        arrays[name + ".points"] = np.array(points)
        arrays[name + ".values"] = np.array(values, np.float64)
    np.savez_compressed(pathlib.Path(__file__).with_name("sequences.npz"), **arrays)


if __name__ == "__main__":
    main()
