"""Libraries of C that call callbacks: tests/native/NAME.c, compiled when first asked for.

Where there is no compiler (a chroot of `make matrix`) they come from the folder that UPCALL_NATIVE names."""

import ctypes
import functools
import os
import pathlib
import shutil
import subprocess
import tempfile

import pytest

SOURCES = pathlib.Path(__file__).parent / "native"


def compiler():
    return next(filter(None, map(shutil.which, ("cc", "gcc", "clang", "clang-22"))), None)


def build(folder):
    """Compile all of them into a folder."""
    for source in SOURCES.glob("*.c"):
        library = pathlib.Path(folder) / f"{source.stem}.so"
        command = [compiler(), "-std=gnu17", "-O2", "-ffp-contract=off", "-Wall", "-Wextra", "-Werror"]
        command += ["-shared", "-fPIC", "-pthread"]
        subprocess.run([*command, "-o", library, source], check=True)


@functools.cache
def folder():
    if "UPCALL_NATIVE" in os.environ:
        return pathlib.Path(os.environ["UPCALL_NATIVE"])
    if not compiler():
        pytest.skip("no C compiler to build a client with")
    kept = tempfile.TemporaryDirectory(prefix="upcall-native-")
    build(kept.name)
    folder.kept = kept
    return pathlib.Path(kept.name)


def path(name):
    return folder() / f"{name}.so"


def library(name):
    return ctypes.CDLL(str(path(name)))
