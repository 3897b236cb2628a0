"""a.flat: the elements in C's order of arrays of any strides: read, stored, gone through, without a copy."""

from __future__ import annotations

import linecache
import re
import textwrap

import compiling  # noqa: F401
import numpy as np
import pytest

import upcall
from upcall import cfunc

BASE = np.arange(24.0)
ARRAYS = {
    "c": BASE.reshape(2, 3, 4),
    "f": BASE.reshape((2, 3, 4), order="F"),
    "steps": BASE.reshape(2, 3, 4)[::-1, ::2, ::-2],
    "columns": BASE.reshape(4, 6)[:, ::2],
    "vector": BASE,
    "backwards": BASE[::-2],
    "empty": np.zeros((3, 0)).T,
    "number": np.array(3.0),
    "unaligned": np.frombuffer(bytearray(b"x" + BASE.tobytes()), offset=1).reshape(4, 6).T,
    "complex": (BASE * (1 - 2j)).reshape(4, 6).T,
}
READ = [
    "t = 0.0\nfor x in a.flat:\n    t = t * 1.5 + x\nreturn t",
    "t = 0.0\nfor i, x in enumerate(a.flat):\n    t = t * 1.5 + x * i\nreturn t",
    "t = 0.0\nfor x, y in zip(a.flat, a.T.flat):\n    t = t * 1.5 + x * y\nreturn t",
    "return a.flat[n]",
    "return a.flat[-n] + a.flat[2 * n]",
    "return a.flat[30 * n]",
    "return len(a.flat) + a.flat.base.ndim",
    "return np.sum(np.asarray(a.flat) * 2)",
    "return sum(a.flat)",
    "return np.sum(a.flat[n:-1]) + a.flat.copy().size",
    "w = a.flat[:3]\nw[:] = 9\nreturn np.sum(w)",
    "f = a.flat if n > 1 else a.T.flat\nreturn f.base.size + f[0]",
]
STORED = [
    "a.flat[n] = 7",
    "a.flat[-n] += n",
    "a.flat[n:] = [3, 4]",
    "a.flat[:] = 2.5",
    "a.flat = [1, 2]",
    "a.flat = n",
    "a.flat = ()",
    "a.flat = a",
    "a.flat[::-2] = np.arange(50)",
    "a.flat[n::2] = a.flat[:n]",
    "a.flat[-100] = 3",
    "f = a.flat\nf[0] += 2\nf[1] *= 3",
    "for i in range(len(a.flat)):\n    a.flat[i] = i * 2",
]
CASES = [(name, text) for name in ARRAYS for text in READ] + [
    (name, text + "\nreturn 0") for name in ARRAYS for text in STORED
]


def function(text: str, array: np.ndarray):
    source = "def f(n):\n" + textwrap.indent(text, "    ")
    name = f"<flat {text}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    space = {"np": np, "a": array}
    exec(compile(source, name, "exec"), space)
    return space["f"]


def copy_of(array: np.ndarray) -> np.ndarray:
    """With the same strides."""
    base = array if array.base is None else np.frombuffer(bytearray(array.base), np.uint8)
    if array.base is None or not isinstance(array.base, np.ndarray):
        return array.copy(order="K")
    offset = array.__array_interface__["data"][0] - array.base.__array_interface__["data"][0]
    return np.ndarray(array.shape, array.dtype, base, offset, array.strides)


@pytest.mark.parametrize(("name", "text"), CASES)
@pytest.mark.parametrize("n", [1, 3])
def test_flat(name, text, n):
    expected, found = copy_of(ARRAYS[name]), copy_of(ARRAYS[name])
    result = "complex128" if name == "complex" else "float64"
    compiled = cfunc(f"{result}(int64)")(function(text, found))
    try:
        value = function(text, expected)(n)
    except (IndexError, ValueError) as error:
        with pytest.raises(type(error), match=re.escape(str(error))):
            compiled(n)
    else:
        assert compiled(n) == value
    assert np.array_equal(found, expected)


READ_ONLY = np.broadcast_to(BASE[:3], (2, 3))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("READ_ONLY.flat[0] = 1.0", "can't be changed"),
        ("READ_ONLY.flat = 1.0", "can't be changed"),
        ("reversed(BASE.flat)", "a range, a tuple or an array"),
        ("BASE.flat + 1", "unsupported operand|the flat of"),
        ("len(BASE.flat.shape)", "no attribute"),
        ("BASE.flat[1.5]", "index"),
    ],
)
def test_refused(text, message):
    space: dict = {"np": np, "BASE": BASE, "READ_ONLY": READ_ONLY}
    exec(f"def f():\n    {text}\n", space)
    with pytest.raises(upcall.CompileError, match=message):
        cfunc("void()")(space["f"])
