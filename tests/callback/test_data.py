"""What lies in the environment, and what is part of the code: closures over other values of the same types share their code."""

from __future__ import annotations

import math
from collections import namedtuple
from functools import partial

import numpy as np
import pytest

from upcall import CompileError, cfunc

Point = namedtuple("Point", "x y")


class Holder:
    scale: object = 1.0

    def __init__(self, value: object) -> None:
        self.value = value


def of_cell(a):
    return cfunc("float64(float64)")(lambda x: (x * a).real)


def of_default(a):
    def helper(x, factor=a):
        return (x * factor).real

    return cfunc("float64(float64)")(lambda x: helper(x))


def of_keyword_default(a):
    def helper(x, *, factor=a):
        return (x * factor).real

    return cfunc("float64(float64)")(lambda x: helper(x))


def of_member(a):
    holder = Holder(a)
    return cfunc("float64(float64)")(lambda x: (x * holder.value).real)


def of_class(a):
    class Local(Holder):
        scale = a

    return cfunc("float64(float64)")(lambda x: (x * Local.scale).real)


def of_tuple(a):
    table = (2.0, (a, 3.0))
    return cfunc("float64(float64)")(lambda x: (x * table[1][0]).real + table[0])


def of_named_tuple(a):
    point = Point(a, 2.0)
    return cfunc("float64(float64)")(lambda x: (x * point.x).real + point.y)


def of_helper(a):
    def helper(x):
        return (x * a).real

    return cfunc("float64(float64)")(lambda x: helper(x))


def of_partial(a):
    def helper(factor, x):
        return (x * factor).real

    bound = partial(helper, a)
    return cfunc("float64(float64)")(lambda x: bound(x))


def of_partial_keyword(a):
    def helper(x, factor):
        return (x * factor).real

    bound = partial(helper, factor=a)
    return cfunc("float64(float64)")(lambda x: bound(x))


PLACES = [
    of_cell,
    of_default,
    of_keyword_default,
    of_member,
    of_class,
    of_tuple,
    of_named_tuple,
    of_helper,
    of_partial,
    of_partial_keyword,
]
PAIRS = [
    (1.0, 2.5),
    (0.0, -0.0),
    (0.1, math.inf),
    (1j, 2.0 - 3j),
    (np.float64(0.1), np.float64(7.0)),
    (np.float32(0.1), np.float32(7.0)),
    (np.complex64(1j), np.complex64(2 - 1j)),
    (np.complex128(1j), np.complex128(2 - 1j)),
]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize(("one", "other"), PAIRS, ids=str)
def test_floats_are_data(place, one, other):
    first, second = place(one), place(other)
    assert first.inspect_lir() == second.inspect_lir()
    for function in (first, second):
        for x in (1.0, -3.5):
            assert repr(function(x)) == repr(float(function.__wrapped__(np.float64(x))))


def two_arrays(u, v):
    return cfunc("float64(int64)")(lambda i: u[i] * 10.0 + v[i])


def two_floats(a, b):
    return cfunc("float64(float64)")(lambda x: (x * a - b) * (a == b))


def test_what_is_the_same_twice_is_two_entries():
    a, b = np.arange(4.0), np.ones(4)
    assert two_arrays(a, a).inspect_lir() == two_arrays(a, b).inspect_lir()
    assert two_arrays(a, a)(2) == 22.0
    assert two_arrays(a, b)(2) == 21.0
    nan = math.nan
    assert two_floats(1.0, 1.0).inspect_lir() == two_floats(1.0, 2.0).inspect_lir()
    assert two_floats(1.0, 1.0)(3.0) == 2.0
    assert two_floats(1.0, 2.0)(3.0) == 0.0
    assert math.isnan(two_floats(nan, nan)(3.0))


def same_place(a, b):
    return cfunc("int64()")(lambda: ((a,) == (a,)) + 2 * ((a,) == (b,)) + 4 * (a in (b, 1.0)))


def test_identity_is_that_of_the_place():
    """Python takes one nan for two that are one object; which two cells hold one is no property of the code."""
    nan = math.nan
    assert same_place(1.0, 1.0).inspect_lir() == same_place(nan, nan).inspect_lir()
    assert same_place(1.0, 1.0)() == 7
    assert same_place(nan, 2.0)() == 1
    assert same_place(nan, math.nan)() == 1


def test_globals_and_modules_are_constants():
    names = {"math": math}
    exec("def f(x): return x * scale + math.pi", names)
    names["scale"] = 2.0
    one = cfunc("float64(float64)")(names["f"]).inspect_lir()
    names["scale"] = 3.0
    assert one != cfunc("float64(float64)")(names["f"]).inspect_lir()
    assert "env" not in one


def test_data_is_weak_where_a_python_number_is():
    def make(a):
        return cfunc("float32(float32)")(lambda x: x * a)

    assert make(0.1)(np.float32(3.0)) == np.float32(3.0) * np.float32(0.1)
    assert make(np.float64(0.1))(np.float32(3.0)) == np.float32(float(np.float32(3.0)) * 0.1)


def test_nothing_is_decided_by_a_float_that_is_data():
    def make(a):
        def f(x):
            if a:
                return x**a
            return x

        return cfunc("float64(float64)")(f)

    assert make(2.0).inspect_lir() == make(0.0).inspect_lir()
    assert (make(2.0)(3.0), make(0.0)(3.0), make(-1.0)(4.0), make(0.5)(4.0)) == (9.0, 3.0, 0.25, 2.0)


def test_an_error_shows_the_closure_s_own_values():
    def make(a, text):
        def f(x):
            if x > a:
                raise ValueError(a, 3, text, f"{a:.2f} {text}")
            return x

        return cfunc("float64(float64)")(f)

    one, two = make(1.5, "abc"), make(2.5, "xyz")
    assert one.inspect_lir() == two.inspect_lir()
    with pytest.raises(ValueError, match="abc") as first:
        one(9.0)
    with pytest.raises(ValueError, match="xyz") as second:
        two(9.0)
    assert first.value.args == (1.5, 3, "abc", "1.50 abc")
    assert second.value.args == (2.5, 3, "xyz", "2.50 xyz")


# ---- weak data: integers and lengths that were opened ----------------------------------------------------------------------


@pytest.fixture
def opened(monkeypatch):
    monkeypatch.setenv("UPCALL_OPEN", "1")


def times(k):
    return cfunc("float32(float32)")(lambda x: k * x)


def loop(k):
    def f(x):
        s = 0
        for i in range(k):
            s += i * x
        return s + k

    return cfunc("int64(int64)")(f)


def divided(k):
    return cfunc("int64(int64)")(lambda x: x // k + x % k + (x << k))


def compared(k):
    return cfunc("int64(int64)")(lambda x: (x < k) + 2 * (x == k) + max(x, k))


def in_tuple(k):
    table = (k, 1.5)
    return cfunc("float64(int64)")(lambda x: table[0] * x + table[1])


def at_index(k):
    a = np.arange(200.0)
    return cfunc("float64(int64)")(lambda i: a[i + k])


def shown(k):
    def f(x):
        if x > k:
            raise ValueError(k)
        return x

    return cfunc("int64(int64)")(f)


OPEN = [times, loop, divided, compared, in_tuple, at_index, shown]


def outcome(function, x):
    try:
        return float(function(x))
    except (IndexError, ValueError) as error:
        return type(error), error.args if isinstance(error, ValueError) else None


@pytest.mark.parametrize("make", OPEN, ids=lambda make: make.__name__)
def test_an_open_integer_is_weak_data(make, opened):
    values = (3, 7, 16777217) if make is times else (3, 7, 11)
    functions = [make(k) for k in values]
    assert len({f.inspect_lir() for f in functions}) == 1
    for f in [*functions, make(np.int64(5))]:
        for x in (0, 2, 7, 101, 197):
            x = np.float32(x) if make is times else x
            assert outcome(f, x) == outcome(f.__wrapped__, x)


def power(k):
    return cfunc("float64(int64)")(lambda x: x**k)


def sized(k):
    return cfunc("int64(int64)")(lambda x: np.uint8(x) + k)


def branch(k):
    def f(x):
        if k > 3:
            return x + 1
        return x

    return cfunc("int64(int64)")(f)


def index(k):
    table = (1, 2.5, 4, 8.5, 16)
    return cfunc("float64(int64)")(lambda x: table[k] * x)


def minus(k):
    return cfunc("int64(int64)")(lambda x: x * (k - 1))


def rounded(k):
    return cfunc("float64(float64)")(lambda x: round(x, k))


@pytest.mark.parametrize("make", [power, sized, branch, index, minus, rounded], ids=lambda make: make.__name__)
def test_what_decides_stays_a_constant(make, opened):
    """What is compiled with the integer open is what is compiled with it as a constant, as far as it decides."""
    for k in (2, 4, -1 if make in (power, minus) else 3):
        f = make(k)
        for x in (1, 5):
            assert float(f(x)) == float(f.__wrapped__(x))


def test_an_open_integer_that_is_an_error_stays_one(opened):
    with pytest.raises(CompileError, match="300"):
        sized(300)


def total(a):
    def f(x):
        s = 0.0
        for row in range(a.shape[0]):
            for column in range(a.shape[1]):
                s += a[row, column] * x
        return s + a[-1, 0] + a.size + len(a)

    return cfunc("float64(float64)")(f)


WHOLE = np.arange(400.0).reshape(20, 20)


@pytest.mark.parametrize(
    "arrays",
    [
        (WHOLE, WHOLE[:3], WHOLE[:1]),
        (WHOLE[:, :5], WHOLE[:4, 2:9]),
        (WHOLE[::2, ::3], WHOLE[::-1, ::2]),
        (WHOLE.T, WHOLE[:7].T),
    ],
    ids=["C", "rows apart", "steps", "F"],
)
def test_lengths_that_are_open(arrays, opened):
    functions = [total(a) for a in arrays]
    assert len({f.inspect_lir() for f in functions}) == 1
    for f in functions:
        assert f(2.5) == f.__wrapped__(2.5)


def test_arrays_of_another_kind_are_other_code(opened):
    read_only = WHOLE.copy()
    read_only.flags.writeable = False
    kinds = [WHOLE, WHOLE.T, WHOLE[:, :3], WHOLE.astype(np.float32)]
    assert len({total(a).inspect_lir() for a in kinds}) == len(kinds)


def test_indices_of_an_open_array_are_checked(opened):
    def make(a):
        return cfunc("float64(int64)")(lambda i: a[i])

    f = make(np.arange(3.0))
    assert f(-1) == 2.0
    with pytest.raises(IndexError):
        f(3)
    assert make(np.arange(4.0))(3) == 3.0
