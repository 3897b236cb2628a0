"""out=, where=, dtype= and casting= of ufuncs, ufuncs with two results, np.copyto: called by NumPy, and compiled."""

from __future__ import annotations

import numpy as np
import pytest

from upcall import CompileError, carray, cfunc

CASES = []


def case(function):
    CASES.append(function)
    return function


@case
def out_by_position(a, b, o):
    np.add(a, b, o[0])
    np.round(a, 0, o[1])
    a.clip(-1, 1, o[2])


@case
def out_in_a_tuple(a, b, o):
    np.add(a, b, out=(o[0],))
    o[1] = np.sqrt(b, out=(None,))


@case
def out_over_an_operand(a, b, o):
    np.subtract(b, a, out=a)
    np.add(a[1:], a[:-1], out=a[1:])


@case
def where(a, b, o):
    np.add(a, b, out=o[0], where=a > 0)
    np.sqrt(a, out=a, where=a > 0)
    np.multiply(b, 2, out=b, where=a > b)
    o[1] = np.negative(a, out=o[2], where=b > 1)


@case
def where_everywhere(a, b, o):
    np.add(a, b, out=o[0], where=True)
    o[1] = np.add(a, b, where=True)
    np.add(a, b, out=o[2], where=bool(b[0] > 1000))


@case
def where_of_rows(a, b, o):
    np.add(a, 1, out=o, where=np.arange(3)[:, np.newaxis] > 0)


@case
def where_of_other_types(a, b, o):
    x = np.zeros(len(a), np.float32)
    np.add(b, 300, out=x, where=b > 0)
    o[0] = x
    y = b > 1
    np.logical_not(y, out=y, where=y)
    o[1] = y
    z = np.zeros(len(a), np.uint8)
    np.add(b, 300, out=z, casting="unsafe", where=b > 0)
    o[2] = z


@case
def dtype(a, b, o):
    x = np.add(a, b, dtype=np.float32)
    o[0] = x
    o[1] = np.multiply(b, b, dtype="complex64").real
    o[2] = x.itemsize + 10 * np.less(a, b, dtype=bool).itemsize + 100 * np.add(b, 2, dtype=np.int16).itemsize


@case
def dtype_unsafe(a, b, o):
    o[0] = np.add(a, b, dtype=np.int64, casting="unsafe")
    o[1] = np.add(b / 2, 2, dtype=np.int8, casting="unsafe")
    np.add(a, b, out=b, casting="unsafe")


@case
def dtype_of_numbers(a, b, o):
    o[0] = np.add(a[0], 0.1, dtype=np.float32)
    o[1] = np.clip(a, -1, 0.3, dtype=np.float32)


@case
def casting_same_kind(a, b, o):
    np.add(b, b, out=o[0], casting="same_kind", subok=True)


@case
def clip_where(a, b, o):
    np.clip(a, -1, 1, out=o[0], where=a > 0)


@case
def nan_to_num_in_place(a, b, o):
    x = a / 0
    y = np.nan_to_num(x, copy=False, posinf=7.0)
    o[0] = x
    o[1] = y
    np.nan_to_num(a, False)
    np.nan_to_num(b, copy=False)


@case
def frexp(a, b, o):
    fraction, exponent = np.frexp(a)
    o[0] = fraction
    o[1] = exponent
    o[2] = exponent.itemsize + fraction.itemsize


@case
def frexp_out(a, b, o):
    np.frexp(a, o[0], b)
    np.frexp(a[1:3], out=(o[1, 1:3], b[2:4]))
    np.frexp(b, out=(None, o[2]))


@case
def frexp_of_edges(a, b, o):
    o[0, :5], o[1, :5] = np.frexp(np.array([np.inf, np.nan, -0.0, 5e-324, -np.inf]))


@case
def modf(a, b, o):
    o[0], o[1] = np.modf(b)
    np.modf(a, out=(o[2], a))


@case
def modf_of_edges(a, b, o):
    fraction, whole = np.modf(np.array([np.inf, np.nan, -0.0, 1e300, -np.inf]))
    o[0, :5] = np.copysign(1.0, fraction)
    o[1, :5] = whole
    o[2, :5] = fraction


@case
def divmod_out(a, b, o):
    np.divmod(b, 2, out=(o[0], o[1]))
    np.divmod(a, b, a, o[2])


@case
def copyto(a, b, o):
    np.copyto(o[0], a)
    np.copyto(o[1], b, where=b > 1)
    np.copyto(o, 7, where=a > 1)
    np.copyto(b, a / 1e17, casting="unsafe")
    np.copyto(a, int(b[0]), where=b > 2)
    np.copyto(b, 2.75, casting="unsafe", where=a > 1)


@pytest.mark.parametrize("function", CASES, ids=lambda f: f.__name__)
def test_as_numpy(function):
    def store(p, q, r, n):
        function(carray(p, n), carray(q, n), carray(r, (3, n)))

    compiled = cfunc("void(float64*, int64*, float64*, int64)")(store)
    floats = [0.5, -1.5, 3.0, 0.0, -2.25, 1e17, -0.0]
    integers = [1, 2, -3, 4, 5, -600, 1]
    rows = [(np.array(floats), np.array(integers), np.full((3, len(floats)), -1.0)) for _ in range(2)]
    with np.errstate(all="ignore"):
        function(*rows[0])
    compiled(*rows[1], len(floats))
    for want, got in zip(*rows, strict=True):
        np.testing.assert_array_equal(got, want, strict=True)
        assert np.array_equal(np.signbit(got), np.signbit(want))


def test_copyto_checks_kinds():
    with pytest.raises(CompileError, match=r"output from dtype\('float64'\) to dtype\('int64'\)"):
        cfunc("void(float64*, int64*)")(lambda p, q: np.copyto(carray(q, 3), carray(p, 3)))
