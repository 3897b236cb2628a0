"""f.bind(a=2.0): the decorator once more on the same function, with other values in its free variables."""

from __future__ import annotations

import array
import copy
import ctypes
import math
import pickle
import traceback

import numpy as np
import pytest

from upcall import CFunc, Value, cfunc


def make(a, n, table):
    offset = 10.0

    def helper(x, inner=a):
        return x + inner + offset

    @cfunc("float64(float64)", error_value=-1.0, error_model="python")
    def f(x):
        "Documented."
        if x > 1000.0:
            raise ValueError(a, n)
        s = a
        for _ in range(n):
            s = s * x + table[0]
        return helper(s) / (x - 7.0)

    return f


@pytest.fixture
def f():
    return make(2.0, 3, (1.5, 2))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"a": 5.0},
        {"a": -0.0, "n": 4},
        {"a": 3},
        {"a": np.float32(2.5)},
        {"table": (4.0, 2)},
        {"table": (4, 2, 1)},
        {"table": np.arange(3.0)},
        {"table": np.arange(3, dtype=np.int32)},
        {"n": 0},
    ],
    ids=str,
)
def test_it_is_the_function_with_these_values(f, values):
    bound = f.bind(**values)
    assert isinstance(bound, CFunc)
    assert bound is not f
    before = f(2.0)
    for x in (0.0, 2.0, -3.25):
        assert bound(x) == bound.__wrapped__(np.float64(x))
    cells = dict(zip(bound.__wrapped__.__code__.co_freevars, bound.__wrapped__.__closure__, strict=True))
    assert all(cells[name].cell_contents is value for name, value in values.items())
    assert f(2.0) == before == f.__wrapped__(2.0)


class Spring(ctypes.Structure):
    _fields_ = [("k", ctypes.c_double)]


def make_over_memory(spring, table, count, cell):
    def f(x):
        count.value += 1
        return spring.k * x + table[0] + cell.value

    return cfunc("float64(float64)")(f)


@pytest.mark.parametrize(
    "values",
    [
        {"spring": Spring(5.0)},
        {"table": np.array([7.0])},
        {"table": array.array("d", [7.0])},
        {"table": (ctypes.c_double * 1)(7.0)},
        {"count": Value(10)},
        {"cell": ctypes.c_double(9.0)},
        {"cell": Value(9.0), "spring": Spring(3.0)},
    ],
    ids=lambda values: ",".join(f"{name}:{type(value).__name__}" for name, value in values.items()),
)
def test_memory_is_bound_and_live(values):
    f = make_over_memory(Spring(2.0), np.array([1.0]), Value(0), Value(0.5))
    bound = f.bind(**values)
    assert f(1.0) == 3.5
    for x in (1.0, -2.0):
        assert bound(x) == bound.__wrapped__(x)
    if not isinstance(values.get("table"), ctypes.Array):  # ctypes makes their classes anew
        again = pickle.loads(pickle.dumps(bound))
        assert again(1.0) == bound(1.0)
    for name, value in values.items():
        if name == "spring":
            value.k = -1.0
        elif name == "table":
            value[0] = -1.0
        else:
            value.value = -1
    assert bound(4.0) == bound.__wrapped__(4.0)


def test_thousands_over_structs():
    f = make_over_memory(Spring(2.0), np.array([1.0]), Value(0), Value(0.5))
    springs = [Spring(float(i)) for i in range(2000)]
    bound = [f.bind(spring=spring) for spring in springs]
    assert len({g.address for g in bound}) == len(springs)
    springs[1500].k = -1.0
    prototype = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)
    assert [prototype(bound[i].address)(1.0) for i in (0, 1499, 1500)] == [1.5, 1500.5, 0.5]


def test_names_and_options_are_those_of_the_original(f):
    bound = f.bind(a=5.0)
    for name in ("__name__", "__qualname__", "__module__", "__doc__"):
        assert getattr(bound, name) == getattr(f, name) == getattr(bound.__wrapped__, name)
    assert bound.signature == f.signature
    with pytest.raises(ZeroDivisionError):
        bound(7.0)


def test_defaults_and_attributes_come_along():
    def outer(k):
        def g(x, y=2.0, z=3.0):
            return (x * y + z) * k

        g.label = "mine"
        return g

    f = cfunc("float64(float64, float64, float64)")(outer(1.0))
    bound = f.bind(k=10.0)
    assert bound(1.0) == 50.0
    assert bound(1.0, z=0.0) == 20.0
    assert bound.__wrapped__.label == "mine"
    assert bound.__wrapped__.__defaults__ == (2.0, 3.0)


def test_an_error_says_the_bound_values(f):
    with pytest.raises(ValueError, match=r"9\.0") as caught:
        f.bind(a=9.0, n=1)(2000.0)
    assert caught.value.args == (9.0, 1)
    assert traceback.extract_tb(caught.value.__traceback__)[-1].name == "f"


def test_values_of_the_same_types_share_the_code(f):
    assert f.bind(a=5.0).inspect_lir() == f.inspect_lir() == f.bind(a=math.nan).inspect_lir()
    assert f.bind(a=3).inspect_lir() != f.inspect_lir()


def test_it_can_be_bound_again_copied_and_pickled(f):
    bound = f.bind(a=5.0).bind(n=1)
    assert bound(2.0) == (5.0 * 2.0 + 1.5 + 2.0 + 10.0) / (2.0 - 7.0)  # the helper keeps its own default
    assert copy.copy(bound) is bound
    again = pickle.loads(pickle.dumps(bound))
    assert again(2.0) == bound(2.0)
    assert again(-3.0) == bound(-3.0)


def test_a_recursive_function_is_itself_with_these_values():
    def outer(last):
        @cfunc("float64(float64)")
        def f(n):
            return last if n <= 1 else n * f(n - 1)

        return f

    f = outer(1.0)
    with pytest.raises(TypeError, match=r"f is .* itself"):
        f.bind(f=f)
    bound = f.bind(last=2.0)
    assert (f(3.0), bound(3.0), bound.__wrapped__(3.0)) == (6.0, 12.0, 12.0)


FACTOR = 3.0


def test_what_is_no_free_variable_of_its_own_is_a_type_error():
    def outer(first, second):
        def helper(x):
            return x * second

        return cfunc("float64(float64)")(lambda value: helper(value) * first * FACTOR)

    f = outer(1.0, 2.0)
    wrong = {
        "FACTOR": r"FACTOR is a global of .*<lambda>",
        "second": r"second is a free variable of helper, which .*<lambda> calls",
        "value": r"value is an argument of .*<lambda>",
        "fist": r"has no free variable fist; did you mean first\?",
        "quite_another": r"has no free variable quite_another; its free variables: first, helper",
    }
    for name, message in wrong.items():
        with pytest.raises(TypeError, match=message):
            f.bind(**{name: 1.0})
    with pytest.raises(TypeError, match="by name"):
        f.bind(2.0)
    with pytest.raises(TypeError, match="its free variables: none"):
        cfunc("float64(float64)")(lambda x: x).bind(something=1.0)
