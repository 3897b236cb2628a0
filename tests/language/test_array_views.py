"""Views of arrays with other axes, shapes and elements: NumPy's shapes and elements, and the same memory."""

from __future__ import annotations

import cmath
import linecache
import math
import operator
import re

import compiling  # noqa: F401
import numpy as np
import pytest

import upcall
from upcall import carray, cfunc

BASE = np.arange(24.0)
ARRAYS = {
    "c": BASE.reshape(2, 3, 4),
    "f": BASE.reshape((2, 3, 4), order="F"),
    "rows": BASE.reshape(2, 3, 4)[:, :, 1:3],
    "steps": BASE.reshape(2, 3, 4)[::-1, ::2, ::-2],
    "middle": BASE.reshape(2, 3, 4)[:, 1:2],
    "matrix": BASE.reshape(4, 6),
    "square": BASE[:16].reshape(4, 4).T,
    "vector": BASE,
    "strided": BASE[1::3],
    "backwards": BASE[::-2],
    "empty": np.zeros((0, 3)),
    "number": np.array(3.0),
    "ones": BASE[:4].reshape(1, 4, 1),
    "complex": (BASE * (1 - 2j)).reshape(4, 6),
    "unaligned": np.frombuffer(bytearray(b"x" + BASE.tobytes()), offset=1).reshape(4, 6).T,
    "fixed": np.broadcast_to(BASE[:6], (4, 6)),
    "bytes": np.arange(24, dtype=np.uint8).reshape(4, 6),
}

ANYTHING = "."  # the words are ours
ANY = [
    "a.T",
    "a.transpose()",
    "np.transpose(a)",
    "np.expand_dims(a, 0)",
    "np.expand_dims(a, -1)",
    "np.expand_dims(a, (0, -1))",
    "a[...]",
    "a[None]",
]
MORE = ["np.flip(a)", "np.flipud(a)", "np.flip(a, 0)", "np.flip(a, axis=-1)", "a[::-1]", "a[1:]"]
CASES = {
    "c": [
        "a.transpose(1, 0, 2)",
        "a.transpose((2, 0, 1))",
        "np.transpose(a, (0, -1, 1))",
        "a.swapaxes(0, 2)",
        "np.swapaxes(a, axis1=-1, axis2=1)",
        "np.moveaxis(a, 0, -1)",
        "np.moveaxis(a, (0, 1), (1, 2))",
        "np.fliplr(a)",
        "np.flip(a, (0, 2))",
        "a.reshape(6, 4)",
        "a.reshape((4, -1))",
        "np.reshape(a, -1)",
        "a.reshape(-1, 2, 2)",
        "a.ravel()",
        "np.broadcast_to(a, (2, 2, 3, 4))",
        "a.view(np.int64)",
        "a[0].reshape(4, 3)",
        "a[1:].ravel()",
        "a.mT",
        "a.T.T.reshape(24)",
        "a.view(np.int32)",
        "a.view('c16')",
        "np.diagonal(a)",
        "np.diagonal(a, 1, 1, 2)",
        "a.diagonal(-1, axis1=-1, axis2=0)",
        "a.diagonal(5)",
        "np.rot90(a, -1)",
        "np.rot90(a, 2, (1, 2))",
        "np.rot90(a, 3, axes=(-1, 0))",
        "np.rot90(a, k=4)",
        "np.matrix_transpose(a)",
        "np.transpose(a, [1, 0, 2])",
        "np.broadcast_to(5.0, (2, 3))",
        "np.broadcast_to((1.0, 2.0), (3, 2))",
        "np.ravel([[1.0, 2.0], [3.0, 4.0]])",
        "np.reshape([1.0, 2.0, 3.0, 4.0], (2, 2))",
        "np.flipud((1.0, 2.0))",
        "np.atleast_2d(a[0, 0], a)[0]",
        "np.asfortranarray(a)",
        "a[slice(None)]",
        "a[slice(1), slice(None, None, -2)]",
        "a[0, ..., slice(1, 3)]",
    ],
    "f": ["a.transpose(2, 1, 0).reshape(4, 6)", "np.moveaxis(a, 2, 0)", "a.T.ravel()", "np.fliplr(a)"],
    "rows": ["np.moveaxis(a, -1, 0)", "a.swapaxes(1, 2)", "a.view(np.uint64)", "a.view(np.int16)", "a.view(complex)"],
    "steps": ["np.moveaxis(a, -1, 0)", "a.swapaxes(1, 2)", "np.flip(a, (-1, 0))"],
    "matrix": [
        "a.diagonal()",
        "np.diagonal(a, 1)",
        "np.diagonal(a, offset=-2)",
        "a.diagonal(9)",
        "np.fliplr(a)",
        "a.reshape(2, 2, -1)",
        "np.broadcast_to(a, (3, 4, 6))",
        "a[:, :1].squeeze(1)",
        "np.squeeze(a[:1, :1], axis=(0, 1))",
    ],
    "square": [
        "a.diagonal(-1)",
        "np.diagonal(a)",
        "np.diagonal(a, 1, 1, 0)",
        "a.diagonal(axis1=-2, axis2=-1)",
        "np.rot90(a, axes=(1, 0))",
        "np.fliplr(a)",
        "np.broadcast_to(a[0], (3, 4))",
        "np.broadcast_to(a[:, :1], (4, 4))",
    ],
    "vector": ["a.reshape(2, 3, 4)", "a.reshape(4, -1)", "a.ravel()", "np.broadcast_to(a, (2, 24))"],
    "strided": ["a.reshape(2, 4)", "a.reshape(-1, 2, 2)", "a.view(np.int64)"],
    "backwards": ["a.reshape(3, 4)", "a.reshape(2, -1, 1)"],
    "empty": [
        "a.reshape(3, 0)",
        "a.reshape(0)",
        "a.ravel()",
        "a.reshape(-1, 1)",
        "a.diagonal()",
        "np.broadcast_to(a, (2, 0, 3))",
    ],
    "number": ["a.reshape(1, 1)", "a.ravel()", "np.broadcast_to(a, (2, 2))", "a.reshape(())"],
    "ones": [
        "a.squeeze((0, 2))",
        "np.squeeze(a, 0)",
        "a.squeeze(-1)",
        "a.reshape(2, 2)",
        "np.broadcast_to(a, (3, 4, 5))",
    ],
    "complex": [
        "np.real(a)",
        "np.imag(a)[::-1]",
        "np.real(val=a)",
        "a.view(np.float64)",
        "a.view('c16').T",
        "a.real",
        "a.imag",
        "a[:, 1::2].imag",
        "a.T.real",
        "a.reshape(3, 8)",
    ],
    "bytes": ["a.view(np.int8)", "a.view(np.uint16)", "a.view(bool)", "a.reshape(24).view('i4')"],
}
CASES["matrix"] += [f"np.rot90(a{k})" for k in ("", ", 2", ", k=3", ", -1", ", 4", ", axes=(1, 0)", ", 1, (-1, 0)")] + [
    "a.flatten()",
    "np.atleast_2d(a)",
]
for _name in ("c", "steps"):
    CASES[_name] += [f"np.rot90(a{k})" for k in ("", ", 2", ", 3", ", 0", ", 1, (1, 2)", ", axes=(2, 0)")]
for _name in ("f", "steps", "vector", "strided", "empty", "number", "unaligned", "fixed", "bytes"):
    CASES[_name] = [*CASES.get(_name, []), "a.imag", "np.imag(a)", "np.atleast_3d(a)", "np.asfortranarray(a)"]
CASES["vector"] += ["np.atleast_1d(a)", "np.atleast_2d(a)", "a.flatten()"]
CASES["number"] += ["np.atleast_1d(a)", "np.atleast_2d(a)", "a.flatten()"]
CASES["steps"] += ["a.flatten()"]
CASES["f"] += ["a.flatten()"]
for _name in ("f", "rows", "steps", "strided", "backwards"):
    CASES[_name] += ["a.ravel()", "np.ravel(a[1:])"]
ORDERS = "CFAK"
for _name in ("f", "steps", "middle", "empty", "square", "fixed"):
    CASES[_name] = CASES.get(_name, []) + [f"a.{what}({o!r})" for o in ORDERS for what in ("ravel", "flatten")]
    CASES[_name] += [
        f"a.reshape({shape}{order})"
        for shape in ("-1", "(2, -1)", "(1, a.size, 1)", "a.shape[::-1]")
        for order in ("", ", order='F'", ", order='A'")
        if ARRAYS[_name].size or "-1" not in shape
    ]
CASES["f"] += ["np.reshape(a, (4, -1), 'F')", "a.reshape(4, -1, copy=True)", "a.reshape(6, 4, order='F', copy=False)"]
CASES["number"] += ["a.ravel('F')", "a.reshape((1, -1), order='F')"]
FAILS = {
    "vector": [
        "a.reshape(5, 5)",
        "a.reshape(7, -1)",
        "a.reshape(0, -1)",
        "a.reshape(2**32, 2**32)",
        "a.reshape(-1, -1)",
        "np.broadcast_to(a, (2, 3))",
        "np.broadcast_to(a, (-1, 24))",
        "a.view(np.float32)[1:].view(np.float64)",
        "a.reshape(-2, -12)",
    ],
    "empty": ["a.reshape(2**32, 2**32)", "a.reshape(-1, 0)", "np.squeeze(a, 0)"],
    "matrix": ["a.squeeze(0)"],
    "f": ["a.reshape(5, 5)", "a.reshape(-1, copy=False)", "a.reshape(4, 6, order='K')", "a.ravel('Z')"],
    "steps": ["a.reshape(3, -1)"],
}
ALL = [(name, text) for name, array in ARRAYS.items() for text in [*ANY, *(MORE if array.ndim else [])]]
ALL += [(name, text) for name, texts in CASES.items() for text in texts]


def function(text: str, body: str, array: np.ndarray):
    source = f"def f(out):\n    v = {text}\n{body}"
    name = f"<view {text}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    space = {"np": np, "carray": carray, "a": array}
    exec(compile(source, name, "exec"), space)
    return space["f"]


READ = """    k = 0
    for axis in range(v.ndim):
        out[k] = v.shape[axis]
        k += 1
    for index in np.ndindex(v.shape):
        out[k] = v[index]
        k += 1
    return k
"""
WRITE = """    for index in np.ndindex(v.shape):
        v[index] += 1
    return v.size
"""


def element(array: np.ndarray) -> str:
    return {"bool": "boolean", "complex128": "complex128"}.get(str(array.dtype), "float64")


@pytest.mark.parametrize(("name", "text"), ALL)
def test_elements(name, text):
    array = ARRAYS[name]
    expected = eval(text, {"np": np, "a": array})
    compiled = cfunc(f"intc({element(expected)}*)")(
        function(text, READ.replace("out[k] = v.shape[axis]", "pass"), array)
    )
    out = np.zeros(200, dtype=expected.dtype if element(expected) != "float64" else float)
    assert compiled(out) == expected.ndim + expected.size
    assert np.array_equal(out[expected.ndim :][: expected.size], expected.ravel().astype(out.dtype), equal_nan=True)
    shape = cfunc("intc(int64*)")(
        function(text, "    for i in range(v.ndim):\n        out[i] = v.shape[i]\n    return v.ndim\n", array)
    )
    lengths = np.zeros(8, dtype=np.int64)
    assert tuple(lengths[: shape(lengths)]) == expected.shape
    strides = cfunc("intc(int64*)")(
        function(text, "    for i in range(v.ndim):\n        out[i] = v.strides[i]\n    return v.ndim\n", array)
    )
    strides(lengths)
    assert all(
        lengths[i] == expected.strides[i] for i in range(expected.ndim) if expected.shape[i] > 1 and expected.size
    )


@pytest.mark.parametrize(("name", "text"), ALL)
def test_memory_is_shared(name, text):
    array, other = (np.lib.stride_tricks.as_strided(x, ARRAYS[name].shape, ARRAYS[name].strides) for x in copies(name))
    view = eval(text, {"np": np, "a": other})
    if not view.flags.writeable or view.dtype == bool:
        if view.dtype != bool:
            written = function(text, WRITE, array)
            with pytest.raises(upcall.CompileError, match="can't be changed"):
                cfunc("intc(float64*)")(written)
        return
    assert cfunc("intc(float64*)")(function(text, WRITE, array))(BASE) == view.size
    for index in np.ndindex(view.shape):
        view[index] += 1
    assert np.array_equal(array, other, equal_nan=True)


def copies(name: str):
    """Two arrays each at the first element of a copy of all the memory that the array is in."""
    array = ARRAYS[name]
    base = array if array.base is None else array.base
    for _ in range(2):
        flat = np.array(base).ravel(order="K")
        offset = (array.__array_interface__["data"][0] - base.__array_interface__["data"][0]) // array.itemsize
        yield flat[offset:] if flat.size > offset else flat


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FAILS.items() for text in texts])
def test_errors(name, text):
    array = ARRAYS[name]
    with pytest.raises(ValueError, match=ANYTHING):
        eval(text, {"np": np, "a": array})
    with pytest.raises(ValueError, match=ANYTHING):
        cfunc("intc(float64*)")(function(text, "    return v.size\n", array))(BASE)


@pytest.mark.parametrize("name", ["c", "f", "steps", "vector", "number", "ones", "empty"])
@pytest.mark.parametrize("position", [0, 5, -1, -3, 24, -25])
def test_item(name, position):
    array = ARRAYS[name]
    item = cfunc("float64(int64)")(lambda i: array.item(i))
    try:
        assert item(position) == array.item(position)
    except IndexError:
        with pytest.raises(IndexError):
            item(position)


def test_item_of_one_and_of_indices():
    cube, one, more = ARRAYS["c"], BASE[:1].reshape(1, 1), BASE[:2]
    assert cfunc("float64(intc)")(lambda i: cube.item(1, i, -1) + one.item())(2) == cube.item(1, 2, -1) + one.item()
    with pytest.raises(ValueError, match="size 1"):
        cfunc("float64()")(lambda: more.item())()


def test_flat():
    cube = np.arange(24.0).reshape(2, 3, 4)

    @cfunc("float64(intc)")
    def f(i):
        total = 0.0
        for x in cube.flat:
            total = 1.5 * total + x
        cube.flat[i] = total
        return cube.flat[-1] + len(cube.flat)

    assert f(3) == 23.0 + 24
    assert cube[0, 0, 3] == sum(1.5 ** (23 - k) * k for k in range(24))


REFUSED = {
    "c": [
        "a.transpose(0, 1)",
        "a.transpose((0, 0, 1))",
        "a.swapaxes(0, 3)",
        "np.moveaxis(a, 0, (0, 1))",
        "a.squeeze()",
        "a.diagonal(0, 1, 1)",
        "np.expand_dims(a, 5)",
        "a.reshape(2.0)",
        "np.flip(a, axis=(0, 0))",
        "np.broadcast_to(a, 3)",
        "a.flipp()",
    ],
    "f": ["a.view(np.int8)", "np.flip(a, order=1)", "a.reshape()", "a.reshape(2.0)"],
    "vector": ["np.fliplr(a)", "np.swapaxes(a)"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in REFUSED.items() for text in texts])
def test_refused(name, text):
    refused = function(text, "    return v.ndim\n", ARRAYS[name])
    with pytest.raises(upcall.CompileError) as error:
        cfunc("intc(float64*)")(refused)
    assert not re.search("bug", str(error.value))


NUMBERS = {
    "number": [
        *("float(a)", "int(a)", "complex(a)", "math.sqrt(a)", "math.atan2(a, 2)", "cmath.exp(a)", "bool(a)", "not a"),
        *("operator.truth(a)", "1.5 if a else 2.5", "1.5 if a > 3 else 2.5", "float(a - 0.5) // int(a)"),
    ],
    "imaginary": ["complex(a)", "cmath.sqrt(a)", "bool(a)"],
    "zero": ["float(a)", "bool(a)", "not a", "1.5 if a else 2.5", "3.5 if not a and a == 0 else 2.5"],
    "flag": ["float(a)", "int(a)", "not a", "1.5 if a else 2.5"],
    "one": [
        *("bool(a)", "not a", "1.5 if a else 2.5", "1.5 if a == 0 else 2.5", "1.5 if (a < 1) & (a > -1) else 2.5"),
        *("1.5 if not a == 0 else 2.5", "operator.not_(a)", "1.5 if a < 1 and a > 1 else 2.5"),
    ],
    "ones": ["bool(a)", "not a", "1.5 if a[0, :1] else 2.5", "1.5 if a == a else 2.5", "operator.truth(a[:, :1])"],
    "vector": ["bool(a)", "not a[:2]", "1.5 if a[:n] else 2.5", "1.5 if a[:n] == a[:n] else 2.5"],
    "empty": ["bool(a)", "not a", "1.5 if a else 2.5", "1.5 if a < 1 else 2.5"],
}
VALUES = {"imaginary": np.array(2j), "zero": np.array(0), "flag": np.array(True), "one": np.zeros((1, 1), np.float32)}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in NUMBERS.items() for text in texts])
@pytest.mark.parametrize("n", [0, 1, 2])
def test_numbers_and_truth(name, text, n):
    space = {"a": {**ARRAYS, **VALUES}[name], "math": math, "cmath": cmath, "operator": operator}
    of_python = eval(f"lambda n: {text}", space)
    compiled = cfunc("complex128(intc)")(of_python)
    try:
        expected = of_python(n)
    except ValueError as error:
        with pytest.raises(ValueError, match=re.escape(str(error))):
            compiled(n)
    else:
        assert compiled(n) == expected


@pytest.mark.parametrize("text", ["float(a)", "int(a)", "complex(a)", "math.sqrt(a)"])
def test_only_arrays_without_axes_are_numbers(text):
    of_python = eval(f"lambda: {text}", {"a": np.ones(1), "math": math})
    with pytest.raises(TypeError, match="only 0-dimensional arrays"):
        of_python()
    with pytest.raises(upcall.CompileError, match="not float64"):
        cfunc("complex128()")(of_python)


STEPS = slice(1, None, 2)
MATRIX = BASE.reshape(4, 6)


def part(a, s):
    return np.sum(a[s])


def joined(a, n):
    s = slice(0, n) if n > 1 else slice(1, n + 2)
    return np.sum(a[s]) + s.start + s.stop * (s.step is None)


def stored(a, n):
    s = slice(n, None)
    a[s] = 0
    a[:, STEPS] += 1


SLICED = [
    lambda a, n: np.sum(a[STEPS]) + part(a, STEPS) + part(a, (STEPS, n)),
    lambda a, n: np.sum(a[slice(n)]) + part(a, slice(n, -1)) + part(a, (slice(0, n), 2)),
    lambda a, n: np.sum(a[slice(1, n), slice(None, None, -2)]) + STEPS.start + slice(n, 7).stop,
    joined,
]


def column(a, n):
    a[:] = [[1], [2], [3], [4]]


def row(a, n):
    a[:n] = [[1, 2, 3, 4, 5, n]]


def pairs(a, n):
    a[..., 1:3] = (5, 6.5)
    a[...] = [7] if n > 2 else [8]


def rows(a, n):
    a[()] = [a[0], a[n], a[2], a[0]]


def unfit(a, n):
    a[:] = (1, 2)


STORES = [stored, column, row, pairs, rows, unfit]


@pytest.mark.parametrize("function", [*SLICED, *STORES])
@pytest.mark.parametrize("n", [1, 2, 3])
def test_slices_and_what_is_stretched(function, n):
    found, expected = MATRIX.copy(), MATRIX.copy()
    result = "float64" if function in SLICED else "void"
    compiled = cfunc(f"{result}(float64*, int64)")(lambda p, n: function(carray(p, (4, 6)), n))
    try:
        value = function(expected, n)
    except ValueError as error:
        with pytest.raises(ValueError, match=re.escape(str(error))):
            compiled(found, n)
    else:
        assert compiled(found, n) == value
    assert np.array_equal(found, expected)


def test_parts_of_complex_numbers_are_stored():
    def f(z, x):
        z.real = x[0]
        z.imag = 7
        z.T.imag[0] = [1, 2, 3, 4]
        x.T[...] = [[1], [2], [3], [4], [5], [6]]
        x.real = x + 1

    found, expected = (((1 + 2j) * MATRIX, MATRIX.copy()) for _ in range(2))
    f(*expected)
    cfunc("void(complex128*, float64*)")(lambda p, q: f(carray(p, (4, 6)), carray(q, (4, 6))))(*found)
    assert np.array_equal(found[0], expected[0])
    assert np.array_equal(found[1], expected[1])


def test_a_rest_of_an_array_is_a_slice():
    def f():
        _first, *rest = MATRIX
        return len(rest)

    with pytest.raises(upcall.CompileError, match=r"a\[1:\] for the rest"):
        cfunc("int64()")(f)


def test_broadcast_arrays():
    def f(out):
        a, b, c = np.broadcast_arrays(MATRIX[:1], 2.0, MATRIX[:, 1:2])
        out[...] = a * b + c
        return a.ndim * b.size + c.strides[1]

    found, expected = np.zeros((4, 6)), np.zeros((4, 6))
    assert cfunc("int64(float64*)")(lambda p: f(carray(p, (4, 6))))(found) == f(expected)
    assert np.array_equal(found, expected)


def test_imag_of_reals_is_read_only():
    def f():
        MATRIX.imag[0] = 1.0

    with pytest.raises(upcall.CompileError, match="can't be changed"):
        cfunc("void()")(f)


SHAPED = {
    "reshape": "a.reshape(-1)",
    "number": "np.reshape(a, n)",
    "open": "a.reshape(n, m)",
    "two": "a.reshape((m, n))",
    "flat": "a.flat",
}
NAMES = [name for name in ("c", "matrix", "square", "vector", "empty") if ARRAYS[name].flags.c_contiguous]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", SHAPED.values(), ids=list(SHAPED))
@pytest.mark.parametrize(("n", "m"), [(-1, 2), (-1, -1), (12, 2), (24, -1), (-2, -12), (0, 3), (-1, 0)])
def test_shapes_with_lengths_of_run_time(name, text, n, m):
    array = ARRAYS[name]
    source = f"def f(out, n, m):\n    v = np.ascontiguousarray({text})\n{READ}"
    space = {"np": np, "a": array}
    linecache.cache[name := f"<of any {name} {text}>"] = (len(source), None, source.splitlines(keepends=True), name)
    exec(compile(source, name, "exec"), space)
    compiled = cfunc("intc(float64*, int64, int64)")(space["f"])
    found, expected = np.zeros(100), np.zeros(100)
    try:
        count = space["f"](expected, n, m)
    except ValueError:
        with pytest.raises(ValueError, match=ANYTHING):
            compiled(found, n, m)
    else:
        assert compiled(found, n, m) == count
        assert np.array_equal(found, expected)


@pytest.mark.parametrize("columns", [4, 6])
def test_ravel_is_a_view_where_the_memory_allows_it(columns):
    def f(p, n, m):
        b = carray(p, (4, n))[:, :m].ravel()
        b[0] = 77.0
        return b[-1]

    memory, expected = BASE.copy(), BASE.copy()
    raveled = expected.reshape(4, 6)[:, :columns].ravel()
    raveled[0] = 77.0
    assert cfunc("float64(double*, intc, intc)")(f)(memory, 6, columns) == raveled[-1]
    assert np.array_equal(memory, expected)
