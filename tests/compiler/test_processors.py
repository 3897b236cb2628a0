"""The same bits on every processor: one program of sums, means, variances and products, made for several, gives the same."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

import upcall

PROGRAM = """
import hashlib
import sys

import numpy as np

from upcall import carray, cfunc

FOLDS = '''
np.sum(a)
np.sum(a, axis=0)
np.sum(a, axis=1)
np.sum(a[:, ::2])
np.mean(a)
np.mean(a, axis=0)
np.var(a)
np.var(a, axis=0)
np.std(a, axis=1, ddof=1)
np.prod(a + 1)
np.prod(a + 1, axis=0)
np.nansum(a)
np.nanmean(a, axis=1)
np.sum(np.exp(a) * a)
np.sum((a - 0.3) ** 2 * a)
np.sum(a / (a * a + 1))
np.dot(a[0], a[1])
a @ a.T
a.T @ a[:, 0]
np.inner(a, a)
np.sum(a, where=a > 0)
np.max(a, axis=0)
np.argmax(a)
np.median(a)
np.cumsum(a)
np.linspace(0.1, a[0, 0], 9)
np.average(a, axis=0, weights=a[:, 0] + 2)
'''.split(chr(10))[1:-1]


def compiled(fold, shape, dtype):
    namespace = {"np": np, "carray": carray, "shape": shape, "dtype": np.dtype(dtype)}
    like = np.asarray(eval(fold, {"np": np, "a": np.ones(shape, dtype)}))
    namespace["result"] = like.shape
    exec(f"def f(p, out):\\n    a = carray(p, shape)\\n    carray(out, result)[...] = {fold}", namespace)
    name = {"f8": "float64", "f4": "float32"}[dtype]
    target = {"f8": "float64", "f4": "float32", "i8": "int64"}[like.dtype.str[1:]]
    return cfunc(f"void({name}*, {target}*)")(namespace["f"]), like


for shape in ((3, 4), (37, 70), (130, 33)):
    for dtype in ("f8", "f4"):
        a = (np.random.default_rng(5).random(shape) - 0.4).astype(dtype)
        for fold in FOLDS:
            f, like = compiled(fold, shape, dtype)
            out = np.zeros_like(like)
            f(a, out)
            print(fold, shape, dtype, hashlib.sha256(out.tobytes()).hexdigest()[:16])
"""


def has(*features: str) -> bool:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    flags = next(line for line in lines if line.startswith(("flags", "Features")))
    return set(features) <= set(flags.split())


def processor(name: str, vectors: str, *features: str) -> pytest.param:
    return pytest.param(name, id=vectors, marks=pytest.mark.skipif(not has(*features), reason=f"no {vectors}"))


# What each has of vectors, from the least, the second being wider than the first; and how its assembly names them.
PROCESSORS, WIDE = {
    "x86_64": (
        [
            processor("x86-64", "SSE2"),
            processor("haswell", "AVX2", "avx2", "fma", "bmi2"),
            processor("nehalem", "SSE4"),
            processor("skylake-avx512", "AVX512", "avx512vl"),
        ],
        "ymm",
    ),
    "aarch64": (
        [
            processor("generic", "NEON"),
            processor("neoverse-v1", "SVE", "sve"),
            processor("neoverse-n1", "ARMv8.2", "atomics", "asimddp"),
            processor("neoverse-v2", "SVE2", "sve2"),
        ],
        "ptrue",
    ),
}[platform.machine()]


def results(cpu: str | None) -> list[str]:
    environment = {**os.environ, "UPCALL_CPU": cpu} if cpu else dict(os.environ)
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, env=environment)
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


@pytest.fixture(scope="module")
def of_host() -> list[str]:
    return results(None)


@pytest.mark.parametrize("cpu", PROCESSORS)
def test_same_bits(cpu: str, of_host: list[str]) -> None:
    assert results(cpu) == of_host


def test_the_variable_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked at by each compile."""

    def double(p, n):
        for i in range(n):
            p[i] *= 2.0

    assembly = []
    for cpu in (PROCESSORS[0], PROCESSORS[1]):
        monkeypatch.setenv("UPCALL_CPU", cpu.values[0])
        assembly.append(upcall.cfunc("void(float64*, intp)")(double).inspect_asm())
    assert WIDE not in assembly[0]
    assert WIDE in assembly[1]
