"""A compile is the same whatever the thread's float modes are and whichever of its forms libm takes on this processor; and the
modes are as before after it."""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import hashlib
import math
import os
import platform
import subprocess
import sys

import numpy as np
import pytest

import upcall
from upcall import _core

libm = ctypes.CDLL(ctypes.util.find_library("m"))
THIRD = 3.0
SMALL = 5e-324
NUMBERS = (np.float32(0.1), 1e-40)
DECIMAL = "0.1"


def make(step):
    def function(x, n):
        y = 1.0 / THIRD + float(DECIMAL) + np.finfo(np.float32).tiny / 3.0 + SMALL * 1e300
        for k in range(n):
            y += math.sin(56.1) * x + math.atan(13.4) + np.float32(k) * NUMBERS[0] + math.sqrt(2.0) + step
        return y + math.log(7.3) * NUMBERS[1] + 10**20 * x + math.pow(3.7, x)

    return function


SIGNATURE = "float32(float32, int64)"


def digest():
    """Of all that a compile is made of: what the back end gets, and its code, plain and with fastmath."""
    signature = _core.Signature(SIGNATURE)
    texts = [
        _core.inspect(make(0.3), signature, stage, error_value=0.1, fastmath=flags)
        for stage in ("bytes", "asm")
        for flags in (0, 127)
    ]
    return hashlib.sha256("".join(texts).encode()).hexdigest()


@contextlib.contextmanager
def changed(change):
    """With other modes; yields a function that says whether they still are those."""
    old, new, now = (ctypes.create_string_buffer(32) for _ in range(3))
    libm.fegetenv(old)
    libm.fegetenv(new)
    change(new)
    libm.fesetenv(new)

    def modes(buffer):
        return [kind.from_buffer(buffer, at).value & mask for at, kind, mask in FIELDS]

    def unchanged():
        libm.fegetenv(now)
        return modes(now) == modes(new) != modes(old)

    try:
        yield unchanged
    finally:
        libm.fesetenv(old)


def setting(field, bits, to):
    def change(buffer):
        value = field[1].from_buffer(buffer, field[0])
        value.value = value.value | bits if to else value.value & ~bits

    return change


# Where they lie in a fenv_t, their type, and which bits are modes; and modes by their bits.
if platform.machine() == "x86_64":
    X87_CONTROL, MXCSR = (0, ctypes.c_uint16, ~0x3F), (28, ctypes.c_uint32, ~0x3F)
    FIELDS = [X87_CONTROL, MXCSR]
    MODES = {
        "upward": setting(MXCSR, 0x4000, True),
        "denormals are zero": setting(MXCSR, 0x8040, True),
        "exceptions trap": setting(MXCSR, 0x1000, False),  # inexact results
        "x87 in single precision": setting(X87_CONTROL, 0x0300, False),
    }
else:
    FPCR = (0, ctypes.c_uint32, ~0)
    FIELDS = [FPCR]
    MODES = {
        "upward": setting(FPCR, 1 << 22, True),
        "denormals are zero": setting(FPCR, 1 << 24, True),
        "one nan": setting(FPCR, 1 << 25, True),
    }


@pytest.mark.parametrize("name", MODES)
def test_modes_of_the_thread(name):
    expected = digest()
    with changed(MODES[name]) as unchanged:
        found, kept = digest(), unchanged()
    assert found == expected
    assert kept


def test_modes_after_an_error():
    with changed(MODES["upward"]) as unchanged:
        try:
            upcall.cfunc("float64(float64)")(lambda x: x + undefined)  # type: ignore[name-defined] # noqa: F821
        except upcall.CompileError as error:
            failed = error
        kept = unchanged()
    assert "undefined" in str(failed)
    assert kept


def test_forms_of_libm():
    """Without FMA and AVX2 glibc's sine of 56.1 has another last bit: it isn't in the code."""
    program = "import sys; sys.path.insert(0, sys.argv[1]); import test_float_modes; print(test_float_modes.digest())"
    tunables = ["glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX2_Usable,-FMA_Usable", "glibc.malloc.check=0"]
    digests = {
        subprocess.run(
            [sys.executable, "-c", program, os.path.dirname(__file__)],
            env={**os.environ, "GLIBC_TUNABLES": tunable},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        for tunable in tunables
    }
    assert digests == {digest() + "\n"}
