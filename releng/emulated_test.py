"""Compares the maps of two platforms: emulated_test.py NAME EXPECTED_FOLDER FOLDER."""

import array
import ast
import pathlib
import sys

# Rounding of f32 differs between processors; a wrong map differs by far more.
ALLOWED = 1e-4


def read(file):
    data = file.read_bytes()
    header = int.from_bytes(data[8:10], "little")
    form = ast.literal_eval(data[10 : 10 + header].decode())
    if form["descr"] != "<f4" or form["fortran_order"]:
        sys.exit(f"{file}: no float32 in C order")
    values = array.array("f")
    values.frombytes(data[10 + header :])
    return form["shape"], values


def main(name, expected_folder, folder):
    expected_files = sorted(pathlib.Path(expected_folder).glob("*.npy"))
    files = sorted(pathlib.Path(folder).glob("*.npy"))
    if not files or [f.name for f in files] != [f.name for f in expected_files]:
        sys.exit(f"{name}: other maps: {[f.name for f in files]}")
    largest = 0.0
    for file, expected_file in zip(files, expected_files):
        shape, values = read(file)
        expected_shape, expected = read(expected_file)
        if shape != expected_shape:
            sys.exit(f"{name}: {file.name} has shape {shape}, not {expected_shape}")
        span = max(expected) - min(expected)
        largest = max([largest] + [abs(a - b) / span for a, b in zip(values, expected)])
    print(f"{name}: {len(files)} maps, largest difference {largest:.2g} of a map's range")
    if not largest <= ALLOWED:
        sys.exit(1)


main(*sys.argv[1:])
