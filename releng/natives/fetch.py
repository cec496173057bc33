"""Fills the folder "native" of fragments with the libraries of their platform.

usage: fetch.py OPENCV_JAR FRAGMENT...

A fragment's file natives.lock says what belongs there. It is a requirements file of pip with one
hashed OpenVINO wheel, below two lines of its own:

    # platform: PLATFORM_TAG_OF_THE_WHEEL
    # opencv: NAME_IN_OPENCV_JAR sha256:HASH

The folder is replaced as a whole, or left as it is if it already holds what is asked for.
"""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

LIBRARY = re.compile(
    r"openvino/libs/(?:lib)?"
    r"(?:openvino|openvino_c|openvino_(?:intel|arm)_cpu_plugin"
    r"|openvino_(?:ir|onnx|tensorflow_lite)_frontend|tbb(?:12)?)"
    r"(?:\.\d+)*(?:\.so(?:\.\d+)*|\.dylib|\.dll)"
)
LICENCE = re.compile(r"openvino-[^/]+\.dist-info/licenses/(?:[^/]+/)*([^/]+)")
OPENCV_LICENCES = pathlib.Path(__file__).parent / "licenses"
STAMP = ".stamp"


def fill(fragment, opencv_jar):
    lock = fragment / "natives.lock"
    native = fragment / "native"
    wanted = digest(lock)
    stamp = native / STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"Getting the native libraries of {fragment.name}", flush=True)
    with tempfile.TemporaryDirectory(prefix=".native-", dir=fragment) as temporary:
        work = pathlib.Path(temporary)
        new = work / "new"
        (new / "licenses").mkdir(parents=True)
        copy_openvino(download(lock, work), new)
        copy_opencv(opencv_jar, lock, new)
        (new / STAMP).write_text(wanted, encoding="utf-8")
        if native.exists():
            os.rename(native, work / "old")
        os.rename(new, native)


def digest(lock):
    """Of all that decides the folder's contents."""
    result = hashlib.sha256()
    for path in [pathlib.Path(__file__), lock, *sorted(OPENCV_LICENCES.iterdir())]:
        result.update(path.name.encode() + path.read_bytes())
    return result.hexdigest()


def download(lock, folder):
    platform = entry(lock, "platform", r"(\S+)").group(1)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary=:all:", "--require-hashes"]
    command += ["--platform", platform, "--python-version", "311", "--implementation", "cp"]
    command += ["--dest", str(folder), "--requirement", str(lock)]
    if subprocess.run(command).returncode != 0:
        sys.exit(f"pip could not download the wheel of {lock} for {platform}; see its message")
    (wheel,) = folder.glob("*.whl")
    return wheel


def copy_openvino(wheel, folder):
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            licence = LICENCE.fullmatch(name)
            if licence:
                target = folder / "licenses" / f"openvino-{licence.group(1)}"
            elif LIBRARY.fullmatch(name):
                target = folder / name.rpartition("/")[2]
            else:
                continue
            with archive.open(name) as source, open(target, "wb") as sink:
                shutil.copyfileobj(source, sink)


def copy_opencv(jar, lock, folder):
    name, expected = entry(lock, "opencv", r"(\S+) sha256:([0-9a-f]{64})").groups()
    with zipfile.ZipFile(jar) as archive:
        if name not in archive.namelist():
            sys.exit(f"{jar} has no {name}, which {lock} demands")
        library = archive.read(name)
    found = hashlib.sha256(library).hexdigest()
    if found != expected:
        sys.exit(f"{name} in {jar} has SHA-256 {found}, but {lock} demands {expected}")
    (folder / name.rpartition("/")[2]).write_bytes(library)
    for licence in sorted(OPENCV_LICENCES.iterdir()):
        shutil.copyfile(licence, folder / "licenses" / licence.name)


def entry(lock, key, value):
    found = re.search(rf"^# {key}: {value}$", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return found or sys.exit(f'{lock} has no line "# {key}: …"')


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    for argument in sys.argv[2:]:
        fill(pathlib.Path(argument), pathlib.Path(sys.argv[1]))
