"""Build the wheel that is released, into build/dist: `make wheel`.

It is linked for glibc 2.28 (tools/glibc), has LLVM, libstdc++, libz and libzstd inside, and runs on CPython 3.11 and later.
auditwheel says which systems that is; nothing is added to the wheel. Built twice from one commit it is the same, byte for byte.
A free-threaded Python takes none but its own, which matrix.py has made for it: `tools/matrix.py 3.14t`.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

from install import ENVIRONMENT, ROOT

sys.path.insert(0, str(ROOT / "tools" / "glibc"))
import stubs

FOLDER = ROOT / "build" / "wheel"
DIST = ROOT / "build" / "dist"
LIMIT = 17_000_000  # bytes
OLDEST = (2, 28)  # the glibc of the oldest system that is promised
SCRIPTS = Path(sysconfig.get_path("scripts"))


class Machine(NamedTuple):
    """What a wheel is for, and how one is made for it here."""

    name: str  # as in the wheel's tag and in tools/glibc
    folder: Path
    compiler: list[str]  # what links the stubs of its glibc
    setup: list[str]  # arguments of meson setup


HERE = Machine(platform.machine(), FOLDER, stubs.COMPILER, [])


def output_of(*command: str | Path) -> str:
    result = subprocess.run(
        command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if result.returncode:
        sys.exit(f"wheel: {' '.join(map(str, command))}\n{result.stdout}")
    return result.stdout


def commit_time() -> str:
    """What the files in the wheel are dated."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return given
    found = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True)
    return found.stdout.strip() or "315532800"  # without git: 1980, the first that a zip knows


def build_plain(python: str | Path, name: str, machine: Machine) -> Path:
    """As pip makes it, with a tag that promises no system, in a folder of that name."""
    symbols, names = ROOT / "tools" / "glibc" / f"{machine.name}.txt", machine.folder / "glibc"
    stubs.main(str(symbols), str(names), *machine.compiler)
    made = machine.folder / f"plain{name}"
    shutil.rmtree(made, ignore_errors=True)
    ENVIRONMENT["SOURCE_DATE_EPOCH"] = commit_time()
    ENVIRONMENT["CFLAGS"] = ENVIRONMENT["CXXFLAGS"] = f"-ffile-prefix-map={ROOT}=."
    ENVIRONMENT["_PYTHON_HOST_PLATFORM"] = f"linux-{machine.name}"  # the tag
    setup = [f"-Dglibc_stubs={names}", *machine.setup]
    if name:
        setup.append("-Dpython.allow_limited_api=false")
    settings = [f"build-dir={machine.folder / f'build{name}'}", *(f"setup-args={argument}" for argument in setup)]
    pip = [python, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-build-isolation"]
    output_of(*pip, "--no-deps", *(f"--config-settings={setting}" for setting in settings), "-w", made, ".")
    (wheel,) = made.glob("*.whl")
    return wheel


def systems(wheel: Path) -> str:
    """The tag that auditwheel finds, such as manylinux_2_27_x86_64."""
    said = output_of(SCRIPTS / "auditwheel", "show", wheel)
    found = re.search(r'following platform tag: "(manylinux_(\d+)_(\d+)_\w+)"', said)
    if not found or (int(found[2]), int(found[3])) > OLDEST:
        sys.exit(f"wheel: not for every system with glibc {OLDEST[0]}.{OLDEST[1]}:\n{said}")
    return found[1]


def build(python: str | Path = sys.executable, free_threaded: str = "", machine: Machine = HERE) -> Path:
    """The wheel, with its tag, in build/dist, where there is one of a kind.

    free_threaded   the version of a `python` that takes no other, such as "3.14t"
    """
    machine.folder.mkdir(parents=True, exist_ok=True)
    plain = build_plain(python, free_threaded and f"-{free_threaded}", machine)
    tag, kind = systems(plain), "-".join([*plain.name.split("-")[2:4], f"*{machine.name}.whl"])
    DIST.mkdir(parents=True, exist_ok=True)
    for old in DIST.glob(f"upcall-*-{kind}"):
        old.unlink()
    shutil.copy(plain, DIST)
    output_of(sys.executable, "-m", "wheel", "tags", "--remove", f"--platform-tag={tag}", DIST / plain.name)
    (wheel,) = DIST.glob(f"upcall-*-{kind}")
    output_of("advzip", "--quiet", "--recompress", "-2", wheel)  # a better deflate than zlib's: 4 %
    content = wheel.read_bytes()
    if len(content) > LIMIT:
        sys.exit(f"wheel: {len(content):,} bytes are more than {LIMIT:,}")
    print(
        f"wheel: {wheel.relative_to(ROOT)}, {len(content):,} bytes\nwheel: sha256 {hashlib.sha256(content).hexdigest()}",
        flush=True,
    )
    return wheel


if __name__ == "__main__":
    build()
