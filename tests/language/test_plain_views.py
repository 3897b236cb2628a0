"""carray and farray run by Python: NumPy views of memory behind ctypes and cffi pointers."""

import ctypes

import numpy as np
import pytest

from upcall import carray, cfunc, farray, types

NUMBERS = np.arange(6.0)
DOUBLES = ctypes.POINTER(ctypes.c_double)


def typed():
    return NUMBERS.ctypes.data_as(DOUBLES)


def untyped():
    return ctypes.c_void_p(NUMBERS.ctypes.data)


@pytest.mark.parametrize("shape", [6, np.int64(6), (2, 3), [2, 3], (3, np.int8(1), 2), (), (0, 4)])
@pytest.mark.parametrize(("view", "order"), [(carray, "C"), (farray, "F")])
def test_shapes(view, order, shape):
    made = view(typed(), shape)
    lengths = tuple(shape) if isinstance(shape, (tuple, list)) else (shape,)
    expected = NUMBERS[: int(np.prod(lengths))].reshape(lengths, order=order)
    assert made.shape == expected.shape
    np.testing.assert_array_equal(made, expected)
    assert made.size == 0 or np.shares_memory(made, NUMBERS)
    assert made.flags.writeable


@pytest.mark.parametrize("dtype", [np.float64, "float64", "f8", np.dtype("<f8"), types.double])
@pytest.mark.parametrize("pointer", [typed, untyped, lambda: NUMBERS.ctypes.data])
def test_dtypes(pointer, dtype):
    assert carray(pointer(), 6, dtype).tolist() == NUMBERS.tolist()
    assert farray(pointer(), shape=(2, 3), dtype=dtype)[1, 2] == 5.0


@pytest.mark.parametrize(
    ("make", "error", "text"),
    [
        (lambda: carray(typed(), 6, np.int32), TypeError, "mismatching dtype 'int32' for pointer type 'float64\\*'"),
        (lambda: carray(typed(), 6, "f4"), TypeError, "mismatching dtype 'float32' for pointer type 'float64\\*'"),
        (lambda: carray(untyped(), 6), TypeError, "needs a dtype"),
        (lambda: carray(NUMBERS.ctypes.data, 6), TypeError, "needs a dtype"),
        (lambda: carray(ctypes.pointer(typed()), 1), TypeError, "needs a dtype"),
        (lambda: carray(NUMBERS, 6), TypeError, "expected a ctypes or cffi pointer, not ndarray"),
        (lambda: carray(None, 6), TypeError, "not NoneType"),
        (lambda: carray(True, 6, "f8"), TypeError, "not bool"),
        (lambda: carray(typed(), 2.0), TypeError, "a shape is an int or a tuple of int"),
        (lambda: carray(typed(), (2, 3.0)), TypeError, "a shape is an int or a tuple of int"),
        (lambda: carray(typed(), -1), ValueError, "length"),
        (lambda: carray(ctypes.c_void_p(), 3, "f8"), ValueError, "a null pointer has no elements"),
        (lambda: farray(DOUBLES(), (1, 1)), ValueError, "a null pointer has no elements"),
        (lambda: carray(untyped(), 6, types.voidptr), TypeError, "no type"),
    ],
)
def test_mistakes(make, error, text):
    with pytest.raises(error, match=text):
        make()


def test_null_without_elements():
    assert carray(DOUBLES(), 0).shape == (0,)


@pytest.mark.parametrize(
    "name",
    ["c_bool", "c_int8", "c_uint8", "c_short", "c_ushort", "c_int", "c_uint", "c_longlong", "c_size_t", "c_float"],
)
def test_types_of_ctypes(name):
    number = getattr(ctypes, name)(1)
    view = carray(ctypes.pointer(number), 1)
    assert view.dtype == np.dtype(type(number))
    assert view[0] == 1
    view[0] = 0
    assert not number.value


@pytest.mark.parametrize(
    ("c_type", "dtype"),
    [
        ("double *", "f8"),
        ("float *", "f4"),
        ("signed char *", "i1"),
        ("unsigned short *", "u2"),
        ("int *", "i4"),
        ("size_t *", "u8"),
        ("int64_t *", "i8"),
        ("_Bool *", "?"),
        ("float _Complex *", "c8"),
        ("double _Complex *", "c16"),
    ],
)
def test_types_of_cffi(c_type, dtype):
    cffi = pytest.importorskip("cffi")
    memory = np.zeros(2, dtype)
    pointer = cffi.FFI().cast(c_type, memory.ctypes.data)
    view = carray(pointer, 2)
    assert view.dtype == memory.dtype
    view[1] = 1
    assert memory[1] == 1
    with pytest.raises(TypeError, match="mismatching dtype"):
        carray(pointer, 2, "c8" if dtype != "c8" else "f4")


def test_untyped_cffi_pointers():
    cffi = pytest.importorskip("cffi")
    ffi = cffi.FFI()
    pointer = ffi.cast("void *", NUMBERS.ctypes.data)
    assert farray(pointer, (2, 3), np.float64)[1, 2] == 5.0
    with pytest.raises(TypeError, match="needs a dtype"):
        carray(pointer, 6)
    with pytest.raises(TypeError, match="expected a ctypes or cffi pointer"):
        carray(ffi.cast("double", 2.0), 6)


def test_a_view_keeps_its_memory():
    view = carray((ctypes.c_double * 3)(1, 2, 3), 3)
    assert view.tolist() == [1, 2, 3]


def test_the_same_function_runs_in_python_and_in_c():
    def scale(p, n, factor):
        a = carray(p, (n, 2))
        for i in range(n):
            a[i, 1] *= factor

    one, two = np.arange(6.0), np.arange(6.0)
    scale(one.ctypes.data_as(DOUBLES), 3, 2.0)
    cfunc("void(double*, intc, double)")(scale)(two, 3, 2.0)
    np.testing.assert_array_equal(one, two)
