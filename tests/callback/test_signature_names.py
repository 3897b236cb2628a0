"""Words of a signature that name types elsewhere, and what else is taken for one: classes of ctypes, types of cffi."""

from __future__ import annotations

import ctypes
import pickle
import sys

import numpy as np
import pytest

from upcall import CompileError, cfunc, types


class Point(ctypes.Structure):
    _fields_ = (("x", ctypes.c_double), ("y", ctypes.c_double))


PointType = np.dtype([("x", "f8"), ("y", "f8")])
real = ctypes.c_double
Compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_double), ctypes.POINTER(ctypes.c_double))


def total(p):
    return p.x + p.y


@pytest.mark.parametrize(
    "text",
    [
        "double f(const Point *p)",
        "double f(struct Point *p);",
        "real f(PointType const *)",
        "/* real */ EXPORT real f(Point * restrict)",
    ],
)
def test_words_of_the_surroundings(text):
    assert cfunc(text)(total)(Point(1.0, 2.0)) == 3.0


def test_words_of_a_local_scope():
    class Local(ctypes.Structure):
        _fields_ = (("n", ctypes.c_int), ("table", ctypes.c_double * 3))

    @cfunc("real f(Local *p, real x[2])")
    def f(p, x):
        return p.n * p.table[2] * x[1]

    assert f(Local(2, (0.0, 0.0, 5.0)), np.array([0.0, 3.0])) == 30.0


def test_words_of_the_function():
    """Where who decorates stands elsewhere, the function's own names are asked."""
    scope = {"cfunc": cfunc, "ctypes": ctypes, "decorate": lambda function: cfunc("double f(Theirs *p)")(function)}
    exec(
        "class Theirs(ctypes.Structure):\n    _fields_ = (('x', ctypes.c_double),)\n"
        "def f(p):\n    return p.x\nf = decorate(f)",
        scope,
    )
    assert scope["f"](scope["Theirs"](4.0)) == 4.0


@pytest.mark.parametrize("given", [Point, PointType, "Record(x[type=double],y[type=double])"])
def test_the_option_types(given):
    @cfunc("realtype f(const P3 *p, realtype x[N])", types={"P3": given, "realtype": "double", "N": 4})
    def f(p, x):
        return p.x + p.y + len(x)

    assert f(Point(1.0, 2.0), np.zeros(4)) == 7.0
    assert f.signature.args[1] == types.CPointer(types.double)


def test_parameters_go_before_constants():
    @cfunc("int f(double x[n * N], double y[N + 1], int n)", types={"N": 2, "n": 5})
    def f(x, y, n):
        return 10 * len(x) + len(y)

    assert f(np.zeros(6), np.zeros(3), 3) == 63


def test_the_option_goes_first():
    f = cfunc("real f(real)", types={"real": types.float32})(lambda x: x)
    assert str(f.signature.return_type) == "float32"


def test_pointers_to_functions_by_name():
    @cfunc("int f(Compare compare, double *x)")
    def f(compare, x):
        return 1

    assert str(f.signature.args[0]) == "int32 (*)(float64*, float64*)"


class Operations(ctypes.Structure):
    _fields_ = (("apply", ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)), ("x", ctypes.c_double))


def test_structs_with_pointers_to_functions():
    f = cfunc("double f(const Operations *of, Operations *to)")(lambda of, to: of.x + to.x)
    assert f(Operations(x=1.0), Operations(x=2.0)) == 3.0


def test_a_handle_stays_one():
    assert str(cfunc("int f(sqlite3_context *c)")(lambda c: 1).signature.args[0]) == "sqlite3_context*"


def test_signatures_with_names_are_pickled():
    signature = cfunc("double f(const Point *p)")(total).signature
    assert pickle.loads(pickle.dumps(signature)) == signature
    assert pickle.loads(pickle.dumps(signature)).declared == signature.declared


@pytest.mark.parametrize(
    ("text", "types", "error", "match"),
    [
        ("double f(Missing x)", None, CompileError, "no type named Missing"),
        ("double f(double x[N])", {"N": -1}, CompileError, "a length is from 0"),
        ("double f(double x[N])", {"N": 2**62}, CompileError, "a length is from 0"),
        ("double f(double x[N])", {"M": 2}, CompileError, "there is no parameter of this name"),
        ("double f(P p)", {"P": 3.5}, TypeError, "types gives 'P' 3.5, which is no type"),
        ("double f(P p)", 3, TypeError, "types is a mapping of names and types, or a cdef, not 3"),
        ("double f(P p)", {"P": "nonsense("}, CompileError, "typedef \\(nonsense\\(\\) P"),
    ],
)
def test_refused(text, types, error, match):
    with pytest.raises(error, match=match):
        cfunc(text, types=types)(total)


def test_carets_stand_in_the_line_that_was_given():
    with pytest.raises(CompileError) as raised:
        cfunc("double f(Point *p, Missing x)")
    assert raised.value.args[0].splitlines()[1:3] == [
        "    double f(Point *p, Missing x)",
        "                       ^",
    ]


# ---- ctypes


def test_a_class_of_ctypes_is_the_class_of_the_callback():
    @cfunc(Compare)
    def compare(a, b):
        return (a[0] > b[0]) - (a[0] < b[0])

    assert isinstance(compare.ctypes, Compare)
    x = np.array([3.0, 1.0, 2.0])
    sort = ctypes.CDLL(None).qsort
    sort.argtypes, sort.restype = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, Compare), None
    again = cfunc(sort.argtypes[3])(compare.__wrapped__)
    sort(x.ctypes.data, 3, 8, again.ctypes)
    assert x.tolist() == [1.0, 2.0, 3.0]


def test_classes_of_one_prototype_stay_apart():
    class Other(Compare):
        _flags_, _restype_, _argtypes_ = Compare._flags_, Compare._restype_, Compare._argtypes_

    def compare(a, b):
        return 1

    assert [isinstance(cfunc(given)(compare).ctypes, Other) for given in (Compare, Other, Compare)] == [
        False,
        True,
        False,
    ]


def test_a_structure_behind_a_class_of_ctypes():
    @cfunc(ctypes.CFUNCTYPE(ctypes.c_double, ctypes.POINTER(Point), ctypes.c_void_p))
    def f(p, data):
        return p.x + p.y

    point = Point(1.0, 2.0)
    assert f.ctypes(ctypes.pointer(point), None) == 3.0


@pytest.mark.parametrize(
    ("given", "match"),
    [
        (ctypes.PYFUNCTYPE(None), "write CFUNCTYPE"),
        (ctypes.CFUNCTYPE(ctypes.py_object), "need the GIL"),
        (ctypes.c_int, "c_int is no type of a function"),
        (Point, "Point is no type of a function"),
    ],
)
def test_refused_of_ctypes(given, match):
    with pytest.raises(TypeError, match=match):
        cfunc(given)


# ---- cffi


@pytest.fixture
def ffi():
    made = pytest.importorskip("cffi").FFI()
    made.cdef("struct pair { double a; int n; }; typedef double (*apply)(struct pair *);")
    return made


@pytest.mark.parametrize("name", ["apply", "double (*)(struct pair *)"])
def test_types_of_cffi(ffi, name):
    @cfunc(ffi.typeof(name))
    def f(p):
        return p.a * p.n

    pair = ffi.new("struct pair *", {"a": 2.5, "n": 2})
    assert f(pair) == f.cffi(pair) == 5.0
    assert ffi.typeof(f.cffi) is ffi.typeof("apply")


@pytest.mark.parametrize(
    ("text", "match"),
    [("int", "no type of a function"), ("void (*)(long double)", "long double")],
)
def test_refused_of_cffi(ffi, text, match):
    with pytest.raises(TypeError, match=match):
        cfunc(ffi.typeof(text))


def test_plain_signatures_look_nothing_up():
    """What isn't needed isn't imported."""
    import subprocess

    source = "import sys, upcall; upcall.cfunc('double (double)'); print('upcall._signatures' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"
