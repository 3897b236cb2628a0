"""Options of the decorators, markers, and what stands for a function: cfuncs, partials, other compilers' functions."""

from __future__ import annotations

import ctypes
import functools
import gc
import pickle
import weakref

import numpy as np
import pytest

import upcall
from upcall import cfunc, jit, njit, types


def at(callback, result):
    """The C function itself: it gives the error value."""
    return ctypes.CFUNCTYPE(result, ctypes.c_int)(callback.address)


@pytest.mark.parametrize(
    ("name", "c_type", "value"),
    [
        ("float64", ctypes.c_double, -1.5),
        ("float32", ctypes.c_float, 2.5),
        ("int8", ctypes.c_int8, -7),
        ("uint64", ctypes.c_uint64, 2**64 - 1),
        ("boolean", ctypes.c_bool, True),
        ("voidptr", ctypes.c_void_p, 4096),
    ],
)
def test_error_value(name, c_type, value, monkeypatch):
    def f(n):
        zero = n // n
        return None if name == "voidptr" else zero

    monkeypatch.setattr("sys.unraisablehook", lambda report: None)
    callback = cfunc(f"{name}(intc)", error_value=value)(f)
    call = at(callback, c_type)
    assert call(0) == value
    assert call(1) in (1, None)
    with pytest.raises(ZeroDivisionError):
        callback(0)


def test_error_value_of_another_type():
    with pytest.raises(TypeError, match="'error_value' has to be float64, not str"):
        cfunc("float64()", error_value="x")(lambda: 1.0)
    with pytest.raises(OverflowError, match="'error_value' has to be int8, not 300"):
        cfunc("int8()", error_value=300)(lambda: 1)
    with pytest.raises(TypeError, match="None or an address"):
        cfunc("voidptr()", error_value=b"x")(lambda: None)


def test_locals():
    def total(p, n):
        s = 0.0
        for i in range(n):
            s += p[i]
        return s

    values = np.full(1000, 0.1, "f4")
    expected = np.float32(0)
    for value in values:
        expected += value
    assert cfunc("float64(float32*, intc)", locals={"s": types.float32})(total)(values, 1000) == expected
    assert cfunc("float64(float32*, intc)")(total)(values, 1000) == sum(map(float, values))


def test_locals_may_be_tuples():
    def thirds(a, b):
        pair = (a, b)
        single = (pair[0] / 3, 1)
        return pair[0] / pair[1] + single[0]

    declared = {"pair": types.UniTuple(types.float64, 2), "single": types.Tuple((types.float32, types.int64))}
    assert cfunc("float64(int64, int64)", locals=declared)(thirds)(1, 2) == 0.5 + float(np.float32(1 / 3))


def test_types_convert():
    @cfunc("int64(int64, float64)")
    def convert(n, x):
        return np.int8(n) + types.int32(n) * 2 + np.int64(np.float32(x)) + types.boolean(n)

    assert convert(200, 2.75) == -56 + 400 + 2 + 1
    with pytest.raises(upcall.CompileError, match="a real number"):
        cfunc("int64(complex128)")(lambda z: types.int32(z))


def made_with(variables):
    """Past the decorator, which says more."""
    return upcall.CFunc(f_with_total, upcall.types.Signature("void()"), True, "numpy", 0, None, variables)


def f_with_total():
    total = 1
    total += 1


@pytest.mark.parametrize(
    ("make", "error", "text"),
    [
        (lambda: cfunc()(lambda: 1), TypeError, "all types from annotations"),
        (lambda: cfunc((types.double,)), TypeError, "exactly one signature"),
        (lambda: cfunc("void()", error_valu=1), TypeError, "did you mean 'error_value'"),
        (lambda: cfunc("void()", locals={"x": 3}), TypeError, "no upcall type"),
        (lambda: cfunc("void()", locals={"y": types.int8})(lambda: None), ValueError, "no variable"),
        (lambda: cfunc("int64(int64)")(abs), TypeError, "built-in function abs>; write a function"),
        (lambda: cfunc("void()", fastmath={"nan"}), ValueError, "did you mean 'nnan'"),
        (lambda: cfunc("void()", fastmath=1), TypeError, "fastmath is a bool or a set of LLVM's flag names, not 1"),
        (lambda: made_with({"x": 3}), TypeError, "locals is a dict of names and types"),
        (lambda: made_with({3: types.int8}), TypeError, "locals is a dict of names and types"),
        (lambda: cfunc("void()", locals={"totl": types.int8})(f_with_total), ValueError, "did you mean 'total'"),
        (lambda: njit(nopythn=True), TypeError, "did you mean 'nopython'"),
        (lambda: jit(forceobj=True), NotImplementedError, "forceobj=True can't be had; write: nothing"),
    ],
)
def test_mistakes(make, error, text):
    with pytest.raises(error, match=text):
        make()


WITHOUT_EFFECT = [
    {"nopython": True, "nogil": True, "cache": True, "debug": True, "boundscheck": None, "forceobj": False},
    {"parallel": False, "inline": "always", "looplift": True, "no_cpython_wrapper": True, "pipeline_class": None},
    {"target": "cpu", "target_backend": None, "forceinline": True, "no_cfunc_wrapper": True, "writable_args": True},
]


@pytest.mark.parametrize("options", WITHOUT_EFFECT)
def test_options_of_numba(options):
    assert cfunc("float64(float64)", **options)(lambda x: x)(2.0) == 2.0
    assert njit(**options)(abs) is abs


class Pipeline:
    pass


@pytest.mark.parametrize(
    "options", [{"parallel": True}, {"target": "cuda"}, {"pipeline_class": Pipeline}, {"forceobj": True}]
)
def test_options_of_numba_that_cant_be_had(options):
    with pytest.raises(NotImplementedError, match=f"cfunc: {next(iter(options))}=.* can't be had; write: "):
        cfunc("float64()", **options)


class NumbaType:
    """Prints as one of Numba's types does."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


class NumbaSignature:
    def __init__(self, return_type, *args):
        self.return_type = NumbaType(return_type)
        self.args = tuple(NumbaType(name) for name in args)


@pytest.mark.parametrize(
    ("result", "arguments", "read"),
    [
        ("none", ("float64", "float64*", "float64*", "float64*"), "none(float64, float64*, float64*, float64*)"),
        ("float64", ("int32", "void*", "bool"), "float64(int32, voidptr, boolean)"),
        ("float64", ("CPointer(float64)", "(float64)**"), "float64(float64*, float64**)"),
        ("complex128", ("uint64", "int8"), "complex128(uint64, int8)"),
        ("void", (), "none()"),
        ("float64", ("UniTuple(float64 x 2)",), "float64((float64, float64))"),
        ("float64", ("Tuple(float64, int64)",), "float64((float64, int64))"),
    ],
)
def test_signatures_of_others(result, arguments, read):
    """A package made them with Numba, or with types of its own that print as Numba's do."""
    from upcall.decorators import _one_signature

    assert _one_signature(NumbaSignature(result, *arguments), None, None) == types.Signature(read)


def test_a_callback_with_a_signature_of_numba():
    lsoda_sig = NumbaSignature("none", "float64", "float64*", "float64*", "float64*")

    @cfunc(lsoda_sig)
    def rhs(t, u, du, p):
        du[0] = u[0] - u[0] * u[1]
        du[1] = u[0] * u[1] - u[1] * p[0]

    du = np.zeros(2)
    rhs(0.0, np.array([5.0, 0.8]), du, np.array([1.0]))
    assert du.tolist() == [1.0, 3.2]
    assert rhs.signature.args[1] == types.CPointer(types.float64)


def test_types_of_numba_inside_types():
    number, whole = NumbaType("float64"), NumbaType("int32")
    assert types.CPointer(number) == types.CPointer(types.float64)
    assert types.CPointer(NumbaType("float64*")) == types.CPointer(types.CPointer(types.float64))
    assert types.Tuple((number, types.int32)) == types.Tuple((types.float64, whole))
    assert types.UniTuple(number, 2) == types.UniTuple(types.float64, 2)
    assert types.float64(number, whole) == types.float64(types.float64, types.int32)
    f = cfunc("float64(float64)", locals={"y": NumbaType("float32")})
    assert f(lambda x: (y := x, y)[1])(0.1) == float(np.float32(0.1))
    for strange in (3, None, float, [number], "float64"):
        with pytest.raises(TypeError, match="takes an upcall type, not"):
            types.CPointer(strange)


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("array(float64, 1d, C)", "C passes no arrays(\n.*)*write: CPointer\\(float64\\), and carray"),
        ("Record(x[type=float64;offset=0];8;False;partial)", "no types for is passed by pointer(\n.*)*write: CPointer"),
        ("OptionalType(float64)", "write: the type itself"),
        ("unicode_type", "no type named unicode_type(\n.*)*write: types.CPointer"),
        ("reflected list(float64)<iv=None>", "no type named reflected"),
    ],
)
def test_types_of_others_that_c_has_not(type_, text):
    with pytest.raises(upcall.CompileError, match=text):
        cfunc(NumbaSignature("none", type_))


def test_markers():
    @njit
    def square(x):
        return x * x

    @jit(nopython=True, parallel=True, fastmath={"nnan"})
    def more(x):
        return square(x) + 1

    @njit(types.float64(types.float64[:], types.float64[:, ::1]), inline="always")
    def of_arrays(a, b):
        return a[0] + b[0, 0]

    @njit("float64(float64)", inline="always")
    def most(x):
        return more(x) + 1

    assert of_arrays(np.ones(1), np.ones((1, 1))) == 2.0

    assert most(3.0) == 11.0
    assert cfunc("float64(float64)")(lambda x: most(x))(3.0) == 11.0


def test_py_func():
    class Dispatcher:
        def __init__(self, function):
            self.py_func = function

    twice = Dispatcher(lambda x: x + x)
    assert cfunc("float64(float64)")(lambda x: twice(x))(1.5) == 3.0
    assert cfunc("float64(float64)")(twice)(1.5) == 3.0


@cfunc("float32(int8, float64)")
def other(n, x):
    return n + x


def test_another_cfunc():
    """Its C types hold: the int is cut to 8 bits, the sum rounded to single precision."""

    @cfunc("float64(int64, float64)")
    def caller(n, x):
        return other(n, x) + other.ctypes(n + 1, x)

    assert caller(300, 0.1) == float(np.float32(44.1)) + float(np.float32(45.1))


pointer = other.ctypes


def test_the_pointer_of_another_cfunc():
    """The .ctypes of one is called as it is, whoever holds it, also where that alone is left of it."""
    strict = cfunc("float64(float64)", error_model="python", locals={"y": types.float32})(reciprocal).ctypes

    @cfunc("float64(int64, float64)")
    def caller(n, x):
        return pointer(n, x) + strict(x)

    assert caller(300, 0.1) == float(np.float32(44.1)) + float(np.float32(10.0))
    with pytest.raises(ZeroDivisionError):
        caller(1, 0.0)
    with pytest.raises(upcall.CompileError, match="argument 1 of other must be int8"):
        cfunc("float64(float64)")(lambda x: pointer(x, x))


def reciprocal(x):
    y = 1 / x
    return y + 0


def test_a_pointer_that_its_own_function_sees():
    """A cycle through the Python function: the collector gets it."""

    def make():
        names = {}
        exec("def f(n): return 1 if n < 2 else n * g(n - 1)", names)
        names["g"] = lambda n: n
        names["g"] = cfunc("int64(int64)")(names["f"]).ctypes
        return weakref.ref(names["f"]), names["g"](4)

    gone, result = make()
    gc.collect()
    assert (gone(), result) == (None, 12)


def test_another_cfunc_raises():
    @cfunc("intc(intc)")
    def divide(n):
        return 12 // n

    @cfunc("intc(intc)")
    def caller(n):
        return divide(n) + 1

    assert caller(4) == 4
    with pytest.raises(ZeroDivisionError):
        caller(0)


def divide(a, b):
    return a / b


def test_another_cfunc_keeps_its_error_model():
    strict = cfunc("float64(float64, float64)", error_model="python")(divide)
    lenient = cfunc("float64(float64, float64)")(divide)

    def both(a, b):
        return lenient(a, b) + divide(a, b)

    assert cfunc("float64(float64, float64)")(both)(1.0, 0.0) == np.inf
    assert cfunc("float64(float64, float64)")(lambda a, b: strict(a, b))(1.0, 2.0) == 0.5
    with pytest.raises(ZeroDivisionError):
        cfunc("float64(float64, float64)")(lambda a, b: strict(a, b))(1.0, 0.0)
    with pytest.raises(ZeroDivisionError):  # divide() has the callback's, lenient() its own
        cfunc("float64(float64, float64)", error_model="python")(both)(1.0, 0.0)
    assert cfunc("float64(float64, float64)", error_model="python")(lambda a, b: lenient(a, b))(1.0, 0.0) == np.inf


def test_another_cfunc_keeps_its_index_checks():
    def item(p, i):
        return upcall.carray(p, 2)[i]

    memory = (ctypes.c_double * 4)(1.0, 2.0, 3.0, 4.0)
    signature = "float64(float64*, intp)"
    checked, unchecked = cfunc(signature)(item), cfunc(signature, boundscheck=False)(item)
    assert cfunc(signature)(lambda p, i: unchecked(p, i))(memory, 3) == 4.0
    with pytest.raises(IndexError):
        cfunc(signature, boundscheck=False)(lambda p, i: checked(p, i) + unchecked(p, i))(memory, 3)


def test_another_cfunc_keeps_its_fastmath():
    def total(a, b, c):
        return a + b + c

    signature = "float64(float64, float64, float64)"
    fast, exact = cfunc(signature, fastmath=True)(total), cfunc(signature)(total)
    assert "fadd fast" in cfunc(signature)(lambda a, b, c: fast(a, b, c)).inspect_llvm()
    assert "fadd fast" not in cfunc(signature, fastmath=True)(lambda a, b, c: exact(a, b, c)).inspect_llvm()


def test_another_cfunc_keeps_its_types_of_locals():
    def rounded(x):
        single = x
        return single * 3

    single = cfunc("float64(float64)", locals={"single": types.float32})(rounded)
    assert cfunc("float64(float64)")(lambda x: single(x))(0.1) == np.float32(0.1) * np.float32(3)
    assert cfunc("float64(float64)")(lambda x: rounded(x))(0.1) == 0.1 * 3


def test_another_cfunc_takes_null():
    @cfunc("boolean(voidptr)")
    def is_null(p):
        return p is None

    @cfunc("intc(float64*)")
    def count(p):
        return is_null(p) + 2 * is_null(None)

    assert count(None) == 3
    assert count(np.zeros(1)) == 2


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda x: other(x, x), "argument 1 of other must be int8, not float64"),
        (lambda x: other(1), "takes 2 arguments"),
        (lambda x: other(1, x=x), "no keyword"),
        (lambda x: other(1, x, x), "takes 2 positional"),
    ],
)
def test_another_cfunc_called_wrongly(call, text):
    with pytest.raises(upcall.CompileError, match=text):
        cfunc("float64(float64)")(call)


def poly(a, b, x, *rest, k=1.0):
    return a + 10 * b + 100 * x + k * 1000 + len(rest)


PARTIALS = [
    functools.partial(poly, 1, 2.0, k=3.0),
    functools.partial(functools.partial(poly, 1), 5),
    functools.partial(poly, b=2.0, a=4),
]


def test_partial():
    first, second, third = PARTIALS
    table = functools.partial(lambda values, i: values[i], np.arange(5.0))
    shifted = functools.partial(other, 3)

    def f(x):
        return first(x) + first(x, 7, k=0.5) + second(x) + third(x=x, b=1.0) + table(2) + shifted(x)

    expected = sum([first(0.25), first(0.25, 7, k=0.5), second(0.25), third(x=0.25, b=1.0), 2.0, 3.25])
    assert cfunc("float64(float64)")(f)(0.25) == expected
    with pytest.raises(upcall.CompileError, match="gets two values for the argument b"):
        cfunc("float64(float64)")(lambda x: third(1, 2, x))


def test_types_of_tuples():
    pair = types.Tuple((types.double, types.intc))
    triple = types.UniTuple(types.double, 3)
    assert str(pair) == "(float64, int32)"
    assert str(triple) == "(float64, float64, float64)"
    assert pair == types.Tuple([types.float64, types.int32])
    assert hash(pair) == hash(types.Tuple((types.f8, types.i4)))
    assert pair != triple
    assert pickle.loads(pickle.dumps(triple)) == triple
    signature = types.void(pair, types.CPointer(types.CPointer(types.double)))
    assert pickle.loads(pickle.dumps(signature)) == signature
    assert signature.args[0] == pair
    assert types.Signature("void(Tuple((double, intc)), double**)") == signature
    with pytest.raises(TypeError, match="upcall types"):
        types.Tuple((float,))
