"""Reductions and products of arrays against NumPy: element types, layouts, axes, keepdims, empty arrays, nan; and what is ours: how
exact sums of floats are, and that their bits depend on nothing but how many numbers there are."""

from __future__ import annotations

import ctypes
import functools
import itertools
import math
import warnings

import compiling
import numpy as np
import pytest

import upcall
from upcall import carray

FLOATS = ("float64", "float32")
REALS = (*FLOATS, "int64", "int8", "uint16", "bool")
NUMBERS = (*REALS, "complex128", "complex64")
LAYOUTS = ("C", "F", "strided", "reversed", "rows")
SHAPES = ((7,), (600,), (0,), (3, 3), (40, 33), (0, 3), (3, 0), (6, 5, 35))


def random_numbers(shape, dtype):
    random = np.random.default_rng(hash((shape, dtype)) % 2**32)
    if dtype.startswith("complex"):
        return (random.random(shape) - 0.3 + 1j * random.random(shape)).astype(dtype)
    if dtype.startswith("float"):
        return (random.random(shape) - 0.3).astype(dtype)
    if dtype == "bool":
        return random.random(shape) > 0.5
    return random.integers(0 if dtype.startswith("u") else -100, 100, shape).astype(dtype)


def array_of(shape, dtype, layout):
    if layout == "strided":
        return random_numbers(tuple(2 * n for n in shape), dtype)[tuple(slice(None, None, 2) for _ in shape)]
    if layout == "reversed":
        return random_numbers(shape, dtype)[tuple(slice(None, None, -1) for _ in shape)]
    if layout == "rows":
        return random_numbers((*shape[:-1], shape[-1] + 3), dtype)[..., : shape[-1]]
    return np.array(random_numbers(shape, dtype), order=layout)


def numpys(expression, a, b=None):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.asarray(eval(expression, {"np": np, "a": a, "b": b}))


def source_of(expression, ndim):
    """A function that puts the elements of the result behind a pointer, one after the other."""
    lines = ["def f(out):", "    k = 0", f"    r = {expression}"]
    for axis in range(ndim):
        lines.append("    " * (axis + 1) + f"for i{axis} in range(r.shape[{axis}]):")
    index = f"[{', '.join(f'i{axis}' for axis in range(ndim))}]" if ndim else ""
    lines += ["    " * (ndim + 1) + f"out[k] = r{index}", "    " * (ndim + 1) + "k += 1"]
    return "\n".join(lines)


def ours(expression, a, b, like):
    namespace = {"np": np, "a": a, "b": b}
    exec(source_of(expression, like.ndim), namespace)
    f = compiling.cfunc(f"void({like.dtype.name}*)")(namespace["f"])
    out = np.zeros(max(1, like.size), like.dtype)
    f.ctypes(ctypes.cast(out.ctypes.data, f.ctypes.argtypes[0]))
    return out[: like.size].reshape(like.shape)


def check(expression, a, b=None):
    expected = numpys(expression, a, b)
    result = ours(expression, a, b, expected)
    single = expected.dtype.name in ("float32", "complex64")
    context = (expression, a.dtype, a.shape, a.strides)
    if expected.dtype.kind in "fc":
        close = np.allclose(
            result, expected, rtol=1e-4 if single else 1e-11, atol=1e-5 if single else 1e-12, equal_nan=True
        )
    else:
        close = np.array_equal(result, expected)
    assert close, (context, result, expected)


def arguments_for(function, shape):
    """None, each axis, one counted from the end, several; and the same axes kept."""
    yield ""
    for axis in range(len(shape)):
        yield f", axis={axis}"
        if axis == 0:
            yield ", axis=-1, keepdims=True"
    if len(shape) > 1 and not function.startswith("arg"):
        yield ", axis=(0, 1)"
    if len(shape) > 2 and not function.startswith("arg"):
        yield ", axis=(0, 2)"
        yield ", (1, 2)"


def dtypes_of(function):
    if function == "ptp":
        return [name for name in NUMBERS if name != "bool"]
    return (*FLOATS, "complex128", "complex64") if function.startswith("nan") else NUMBERS


FUNCTIONS = [
    "sum",
    "prod",
    "mean",
    "var",
    "std",
    "max",
    "min",
    "ptp",
    "argmax",
    "argmin",
    "any",
    "all",
    "count_nonzero",
    "nansum",
    "nanprod",
    "nanmean",
    "nanvar",
    "nanstd",
    "nanmax",
    "nanmin",
]


def has_result(expression, a):
    try:
        numpys(expression, a)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("function", FUNCTIONS)
def test_reduction(function):
    """Shapes, layouts and types side by side; which of them meet is another thing for each function."""
    types = dtypes_of(function)
    for i in range(12):
        k = i + FUNCTIONS.index(function)
        shape, layout, dtype = SHAPES[k % len(SHAPES)], LAYOUTS[k % len(LAYOUTS)], types[i % len(types)]
        a = array_of(shape, dtype, layout)
        for arguments in arguments_for(function, shape):
            expression = f"np.{function}(a{arguments})"
            if has_result(expression, a):
                check(expression, a)


def of_strided(reduced):
    def strided(source, target, rows, columns, step, results):
        a = upcall.carray(source, (rows, columns))[:, ::step]
        upcall.carray(target, results)[:] = reduced(a)

    return strided


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("function", [*FUNCTIONS, "median"])
def test_strides_of_run_time(function, axis):
    """Lengths and strides that are no constants: both nests are there."""
    namespace = {"np": np}
    exec(f"def reduced(a):\n    return np.{function}(a, axis={axis})", namespace)
    f = of_strided(namespace["reduced"])
    for step, rows in ((1, 7), (2, 7), (3, 40)):
        a = np.random.default_rng(1).permutation(rows * 9).reshape(rows, 9) * 0.25
        expected = namespace["reduced"](a[:, ::step])
        compiled = compiling.cfunc(f"void(float64*, {expected.dtype.name}*, intp, intp, intp, intp)")(f)
        result = np.zeros_like(expected)
        source, target, *_ = compiled.ctypes.argtypes
        pointers = ctypes.cast(a.ctypes.data, source), ctypes.cast(result.ctypes.data, target)
        compiled.ctypes(*pointers, rows, 9, step, len(result))
        assert np.allclose(result, expected, rtol=1e-12), (step, result, expected)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_special_numbers(function):
    for numbers in ([math.nan] * 40, [math.nan, 1.0] * 20, [math.inf, -math.inf, 2.0]):
        a = np.array(numbers)
        check(f"np.{function}(a)", a)
        check(f"np.{function}(a, axis=0)", np.stack([a, a, a[::-1]]))


@pytest.mark.parametrize("function", ["max", "min", "argmax", "argmin", "nanmax", "nanmin", "ptp"])
def test_order_of_complex_numbers(function):
    """By real parts, then by imaginary ones; the first nan of either comes before all."""
    random = np.random.default_rng(3)
    choices = np.array([0.0, -0.0, 1.0, math.inf, -math.inf, math.nan])
    for dtype in ("complex128", "complex64"):
        for shape, weights in (((7, 5), 6), ((200,), 4), ((4, 300), 5), ((2, 3), 3)):
            parts = random.choice(choices[:weights], shape), random.choice(choices[:weights], shape)
            a = np.empty(shape, dtype)
            a.real, a.imag = parts
            for arguments in ("", *(f", axis={axis}" for axis in range(len(shape)))):
                check(f"np.{function}(a{arguments})", a)
            check(f"np.{function}(a)", a[::-1].T)


@pytest.mark.parametrize(
    "method", ["all", "any", "argmax", "argmin", "dot", "max", "mean", "min", "prod", "std", "sum", "var"]
)
def test_methods(method):
    a = array_of((3, 5), "float64", "C")
    check(f"a.{method}(b)" if method == "dot" else f"a.{method}(axis=1)", a, array_of((5,), "float64", "C"))


def test_arguments():
    a, small = array_of((4, 6), "float64", "C"), array_of((5,), "int8", "C")
    check("np.var(a, ddof=1)", a)
    check("np.std(a, axis=0, ddof=1.5)", a)
    check("np.nanvar(a, 1, None, None, 6)", a)
    check("np.sum(a, dtype=np.float32)", small)
    check("np.mean(a, axis=None, dtype='f4')", small)
    check("np.add.reduce(a)", a)
    check("np.add.reduce(a, axis=None)", a)
    check("np.sum(2.5) + np.max(a)", a)
    check("np.logaddexp.reduce(a)", a[0])


SOME = [
    "np.sum(a, where=b)",
    "np.sum(a, axis=0, initial=2, where=b[:1])",
    "np.prod(a, axis=(0, 1), where=b, initial=3)",
    "np.mean(a, axis=1, where=b)",
    "np.var(a, axis=0, where=b, ddof=1)",
    "np.std(a, axis=0, mean=np.mean(a, axis=0, keepdims=True))",
    "np.std(a, keepdims=True, correction=1)",
    "np.any(a, axis=-1, where=b)",
    "np.all(a, where=b)",
    "np.nansum(a, axis=1, where=b)",
    "np.nanmean(a, axis=0, where=b)",
    "np.nanvar(a, where=b)",
    "np.nanvar(a, axis=1, ddof=6)",
    "np.max(a, axis=1, initial=1, where=b)",
    "np.min(a, initial=True)",
    "np.max(a[:0], axis=0, initial=1)",
    "np.nanmax(a, axis=0, initial=0, where=b)",
    "a.sum(1, None, None, True, 4, b)",
    "a.mean(where=b)",
    "np.add.reduce(a, where=b)",
    "np.multiply.reduce(a)",
    "np.multiply.reduce(a, axis=1, initial=2)",
    "np.maximum.reduce(a)",
    "np.minimum.reduce(a, axis=1, initial=1)",
    "np.logical_or.reduce(a)",
    "np.logical_and.reduce(a, axis=1, initial=False)",
    "np.logaddexp.reduce(a * 1.0, axis=(0, 1), where=b)",
    "np.logaddexp.reduce(a * 1.0, keepdims=True, initial=1)",
    "np.sum(a, where=[True, False, False, True, True, False])",
]


@pytest.mark.parametrize("expression", SOME)
def test_some_of_the_elements(expression):
    """where=, initial= and what belongs to them."""
    b = array_of((4, 6), "bool", "C")
    for dtype in ("float64", "int8", "float32"):
        check(expression, array_of((4, 6), dtype, "rows"), b)
    if not any(name in expression for name in ("max", "min", "logaddexp")):
        check(expression, array_of((4, 6), "complex128", "F"), b)


INTO = [
    "np.sum(a, axis=0, out=b)",
    "np.sum(a, axis=0, dtype=np.float32, out=b)",
    "np.mean(a, axis=-2, out=b)",
    "np.max(a, 0, b)",
    "np.ptp(a, axis=0, out=b)",
    "np.any(a, axis=0, out=b)",
    "np.nanstd(a, axis=0, out=b)",
    "np.add.reduce(a, out=b)",
    "a.min(axis=0, out=b)",
]


@pytest.mark.parametrize("expression", INTO)
@pytest.mark.parametrize("dtype", ["float64", "float32", "int32"])
def test_into_an_array(expression, dtype):
    """What was in it is gone, and it is the result; its type may be any."""
    of = "int8" if dtype == "int32" and "std" not in expression and "ptp" not in expression else "float64"
    a = array_of((4, 6), of, "C")
    ours_out, theirs = np.full((6, 2), 7, dtype)[:, 0], np.full(6, 7, dtype)
    if dtype == "int32" and of == "float64":
        return
    namespace = {"np": np, "a": a, "b": ours_out}
    exec(f"def f():\n    {expression}[0] += 1", namespace)
    compiling.cfunc("void()")(namespace["f"])()
    numpys(expression, a, theirs)
    theirs[0] += 1
    assert np.allclose(ours_out, theirs, rtol=1e-6), (ours_out, theirs)


def test_into_its_own_operand():
    """As if the result were complete first."""
    a = array_of((4, 6), "float64", "C")
    expected = a.sum(axis=0)
    namespace = {"np": np, "a": a}
    exec("def f():\n    np.sum(a, axis=0, out=a[1])", namespace)
    compiling.cfunc("void()")(namespace["f"])()
    assert np.allclose(a[1], expected, rtol=1e-12)


@pytest.mark.parametrize(
    "expression",
    [
        "np.max(a, where=b)",
        "np.nanmin(a, axis=0, where=b)",
        "np.sum(a, axis=0, out=np.zeros((2, 6)))",
        "np.argmax(a, axis=1, out=np.zeros(3, np.int64))",
    ],
)
def test_what_cant_be_left_out_or_stored(expression):
    a, b = array_of((4, 6), "float64", "C"), array_of((4, 6), "bool", "C")
    with pytest.raises(ValueError, match=r"\w") as expected:
        numpys(expression, a, b)
    namespace = {"np": np, "a": a, "b": b}
    exec(f"def f():\n    {expression}", namespace)
    with pytest.raises(ValueError, match=r"\w") as raised:
        compiling.cfunc("void()")(namespace["f"])()
    assert str(raised.value) == str(expected.value)


def test_tuples_and_lists():
    a = array_of((2,), "float64", "C")
    for expression in (
        "np.sum((a[0], a[1], 1.5))",
        "np.max([a[0], 2, a[1]])",
        "np.mean([[a[0], a[1]], [1.0, 2.0]], axis=0)",
        "np.dot((1.0, a[1]), [a[0], a[1]])",
        "np.argmin((3, 1, 2))",
    ):
        check(expression, a)


def test_errors():
    for expression, words in (
        ("np.max(a, axis=2)", "from -2 to 1"),
        ("np.sum(a, axis=(0, 0))", "a tuple of such"),
        ("np.sum(a, keepdims=2)", "a constant True or False"),
        ("np.sum(a, weights=a)", "weights"),
        ("np.ptp(a > 0)", "array of"),
        ("np.sum(a * 1j, dtype=float)", "complex"),
        ("np.var(a, axis=1, dtype=int)", "a type of floats"),
        ("np.std(a > 0, dtype=np.complex128)", "a type of floats"),
        ("np.var(a * 1j, dtype=np.complex128)", "as the elements are complex"),
        ("np.nanmean(a, dtype=int)", "a type of floats"),
        ("np.std(a, axis=0, out=np.zeros(3, np.int64))", "same_kind"),
        ("np.matmul(a, a.T, out=np.zeros((2, 2), np.int64))", "same_kind"),
        ("a @ 2.0", "@"),
    ):
        with pytest.raises(upcall.CompileError, match=words):
            ours(expression, array_of((2, 3), "float64", "C"), None, np.zeros(()))


@pytest.mark.parametrize("dtype", ["bool", "uint8", "int16", "float32"])
def test_out_that_holds_less(dtype):
    for expression in ("np.sum(a * 0.75, axis=1, out={})", "np.prod(a * 0.75 + 1, axis=1, out={})"):
        out = f"np.zeros(2, np.{np.dtype(dtype).type.__name__})"
        check(expression.format(out), array_of((2, 3), "float64", "C"))


@pytest.mark.parametrize("dtype", ["bool", "uint32", "int64", "uint64", "float32"])
def test_out_of_positions(dtype):
    expression = f"np.argmax(a, axis=1, out=np.zeros(2, np.{np.dtype(dtype).type.__name__}))"
    a = array_of((2, 3), "float64", "C")
    if np.can_cast(dtype, "int64"):
        check(expression, a)
    else:
        with pytest.raises(TypeError, match="according to the rule 'safe'"):
            numpys(expression, a)
        with pytest.raises(TypeError, match="according to the rule 'safe'"):
            ours(expression, a, None, np.zeros(2))


@pytest.mark.parametrize("function", ["max", "min", "ptp", "argmax", "argmin", "nanmax", "nanmin"])
def test_nothing_to_fold(function):
    for shape, axis in (((0,), None), ((3, 0), 1), ((0, 3), 0)):
        a = np.zeros(shape)
        with pytest.raises(ValueError, match=r"\w") as expected:
            numpys(f"np.{function}(a, axis={axis})", a)
        with pytest.raises(ValueError, match=r"\w") as raised:
            ours(f"np.{function}(a, axis={axis})", a, None, np.zeros(shape[1:]))
        assert str(raised.value) == str(expected.value)


# ---- sums of floats ---------------------------------------------------------------------------------------------------


@functools.cache
def sum_of(source):
    namespace = {"np": np, "carray": carray}
    exec(f"def f(p, n):\n    return {source}", namespace)
    f = compiling.cfunc("float64(float64*, intp)")(namespace["f"])
    pointer = f.ctypes.argtypes[0]
    return lambda a, n: f.ctypes(ctypes.cast(a.ctypes.data, pointer), n)


def tree(numbers):
    """As ARRAYS says."""
    high = low = rest = 0.0
    whole = len(numbers) // 32 * 32
    for begin in range(0, whole, 512):
        lanes = [0.0] * 8
        for i in range(begin, min(begin + 512, whole), 32):
            for k in range(8):
                a, b, c, d = numbers[i + k : i + k + 32 : 8][:4]
                lanes[k] += (a + b) + (c + d)
        t = ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]))
        total = high + t
        back = total - high
        low += (high - (total - back)) + (t - back)
        high = total
    for x in numbers[whole:]:
        rest += x
    return (high + low) + rest


@pytest.mark.parametrize("n", [0, 1, 31, 32, 33, 100, 511, 512, 544, 1000, 1056, 5000])
def test_bits_of_a_sum(n):
    """The same in one piece, strided, turned round, and in rows of a matrix that lies anywhere."""
    numbers = np.random.default_rng(n).random(n)
    expected = tree(numbers.tolist())
    assert sum_of("np.sum(carray(p, n))")(numbers, n) == expected
    spread = np.zeros((n, 3))
    spread[:, 1] = numbers
    assert float(ours("np.sum(a)", spread[:, 1], None, np.zeros(()))) == expected
    assert float(ours("np.sum(a)", numbers[::-1].copy()[::-1], None, np.zeros(()))) == expected
    if n % 8 == 0 and n:
        matrix = np.zeros((n // 8, 11))
        matrix[:, 2:10] = numbers.reshape(-1, 8)
        assert float(ours("np.sum(a)", matrix[:, 2:10], None, np.zeros(()))) == expected
        assert float(ours("np.sum(a)", numbers.reshape(-1, 8), None, np.zeros(()))) == expected


@pytest.mark.parametrize(("n", "ulps"), [(31, 5), (999, 3), (5000, 1), (100_000, 1)])
def test_sums_are_exact(n, ulps):
    random = np.random.default_rng(n)
    for _ in range(30):
        numbers = random.random(n) * 10.0 ** random.integers(-8, 8)
        exact = math.fsum(numbers)
        assert abs(sum_of("np.sum(carray(p, n))")(numbers, n) - exact) <= ulps * math.ulp(exact)


def test_infinities_and_overflow():
    for numbers in ([1e308] * 50, [math.inf] * 40, [math.inf, -math.inf] * 40, [-math.inf] + [1.0] * 700):
        a = np.array(numbers)
        expected = numpys("np.sum(a)", a)
        assert np.array_equal(sum_of("np.sum(carray(p, n))")(a, len(a)), expected, equal_nan=True)


# ---- products -----------------------------------------------------------------------------------------------------------

SIZES = ((1, 1, 1), (3, 3, 3), (4, 4, 4), (2, 5, 3), (17, 33, 20), (40, 50, 60), (0, 3, 2), (3, 0, 2), (2, 3, 0))


@pytest.mark.parametrize("dtype", ["float64", "float32", "int16", "uint64", "bool", "complex128"])
def test_products(dtype):
    layouts = itertools.cycle(itertools.product(("C", "F", "strided"), repeat=2))
    for n, k, m in SIZES:
        of_a, of_b = next(layouts)
        a, b = array_of((n, k), dtype, of_a), array_of((k, m), dtype, of_b)
        x, y = array_of((k,), dtype, of_b), array_of((n,), dtype, "reversed")
        check("a @ b", a, b)
        check("np.dot(a, b)", a, x)
        check("np.matmul(a, b)", y, a)
        check("np.inner(a, b)", a, array_of((m, k), dtype, of_b))
        check("np.inner(a, b)", x, x)
        check("np.vdot(a, b)", x, array_of((k,), dtype, "C"))
        check("np.outer(a, b)", x, y)


@pytest.mark.parametrize("k", [63, 64, 65, 128, 203])
def test_products_in_blocks(k):
    """Sums are the same whoever asks: each element is added up in one order."""
    a, b = array_of((7, k), "float64", "C"), array_of((k, 9), "float64", "C")
    check("a @ b", a, b)
    whole = ours("a @ b", a, b, a @ b)
    for i in range(7):
        np.testing.assert_array_equal(whole[i], ours("a @ b", a[i], b, a[i] @ b))


def test_products_of_two_types():
    for of_a, of_b in (
        ("float32", "float64"),
        ("int8", "float32"),
        ("uint8", "int16"),
        ("bool", "int32"),
        ("uint64", "int64"),
        ("float32", "complex64"),
    ):
        check("a @ b", array_of((4, 9), of_a, "C"), array_of((9, 5), of_b, "C"))


@pytest.mark.parametrize(
    "expression", ["a @ b", "np.dot(a, b)", "np.inner(a, b)", "np.vdot(a[0], b[0])", "a[0].dot(b)"]
)
def test_products_that_dont_fit(expression):
    a, b = np.zeros((2, 3)), np.zeros((4, 5))
    like = np.zeros({"np.vdot(a[0], b[0])": (), "a[0].dot(b)": (1,)}.get(expression, (1, 1)))
    with pytest.raises(ValueError, match=r"\w") as expected:
        numpys(expression, a, b)
    with pytest.raises(ValueError, match=r"\w") as raised:
        ours(expression, a, b, like)
    assert str(raised.value) == str(expected.value)


STACKS = [
    ((2, 3, 4), (4, 5)),
    ((2, 3, 4), (2, 4, 5)),
    ((2, 1, 3, 4), (5, 4, 5)),
    ((2, 3, 4), (4,)),
    ((4,), (2, 4, 3)),
    ((0, 3, 4), (1, 4, 2)),
]


@pytest.mark.parametrize("shapes", STACKS)
def test_products_of_more_axes(shapes):
    for dtype, layout in (("float64", "C"), ("int8", "reversed"), ("complex64", "F"), ("bool", "strided")):
        a, b = array_of(shapes[0], dtype, layout), array_of(shapes[1], dtype, "C")
        check("a @ b", a, b)
        check("np.dot(a, b)", a, b)
        check("np.outer(a, b)", a, b)
        check("np.inner(a, b)", a, array_of((2, shapes[0][-1]), dtype, layout))
        check("np.inner(a, b)", a, array_of((2, 3, shapes[0][-1]), dtype, layout))


def test_products_of_others():
    a, b = array_of((2, 3), "complex128", "F"), array_of((3, 2), "complex128", "C")
    check("np.vdot(a, b)", a, b)
    check("np.dot(2, a)", a)
    check("np.inner(a, a[0, 0])", a)
    check("np.outer(2.5, (1, 2, 3))", a)
    check("np.dot(a, b, out=np.empty((2, 2), np.complex128))", a, b)
    check("np.matmul(a, b, np.empty((2, 2), np.complex128))", a, b)
    check("np.outer(a[0], a[1], np.zeros((3, 3), np.complex128))", a)


@pytest.mark.parametrize("dtype", ["float64", "int16", "complex64"])
def test_products_in_place(dtype):
    """`a @= b` stores in a, through its views too."""
    for of_a, of_b in (((3, 3), (3, 3)), ((2, 3), (3, 3)), ((2, 4, 3), (3, 3)), ((2, 3, 3), (2, 3, 3))):
        a, b = array_of(of_a, dtype, "C"), array_of(of_b, dtype, "F")
        namespace = {"a": a.copy(), "b": b}
        source = "def f():\n    c = a[:, ::-1]\n    c @= b\n    c += 1"
        exec(source, namespace)
        compiling.cfunc("void()")(namespace["f"])()
        result = namespace["a"]
        namespace["a"] = a
        namespace["f"]()
        assert np.allclose(result, a, rtol=1e-5), (of_a, of_b)


@pytest.mark.parametrize(("of_a", "of_b"), [((2, 3), (3, 2)), ((3,), (3,)), ((2, 3), (4, 4)), ((2, 3, 4), (2, 3, 4))])
def test_products_in_place_that_dont_fit(of_a, of_b):
    namespace = {"a": np.zeros(of_a), "b": np.zeros(of_b)}
    exec("def f():\n    c = a\n    c @= b", namespace)
    with pytest.raises(ValueError, match=r"\w") as expected:
        namespace["f"]()
    with pytest.raises(ValueError, match=r"\w") as raised:
        compiling.cfunc("void()")(namespace["f"])()
    assert str(raised.value) == str(expected.value)
