"""scipy.ndimage as client: generic_filter, generic_filter1d and geometric_transform."""

import ctypes

import numpy as np
import pytest

from upcall import carray, cfunc, types

ndimage = pytest.importorskip("scipy.ndimage")
from scipy import LowLevelCallable  # noqa: E402

image = np.random.default_rng(1).random((40, 50))


@cfunc("intc(float64*, intp, float64*, voidptr)")
def median(window, count, result, user_data):
    """The middle one, after an insertion sort of the window where it lies."""
    values = carray(window, count)
    for i in range(1, count):
        value = values[i]
        j = i - 1
        while j >= 0 and values[j] > value:
            values[j + 1] = values[j]
            j -= 1
        values[j + 1] = value
    result[0] = values[count // 2]
    return 1


@pytest.mark.parametrize("size", [3, 5])
def test_generic_filter(size):
    for callback in LowLevelCallable(median.ctypes), LowLevelCallable(median.capsule):
        filtered = ndimage.generic_filter(image, callback, size=size)
        np.testing.assert_array_equal(filtered, ndimage.median_filter(image, size=size))


def test_generic_filter_with_user_data():
    @cfunc("intc(float64*, intp, float64*, CPointer(float64))")
    def weighted(window, count, result, weights):
        total = 0.0
        for i in range(count):
            total += window[i] * weights[i]
        result[0] = total
        return 1

    weights = np.arange(9.0)
    data = ctypes.c_void_p(weights.ctypes.data)
    callback = LowLevelCallable(weighted.ctypes, data, signature="int (double *, npy_intp, double *, void *)")
    filtered = ndimage.generic_filter(image, callback, size=3)
    np.testing.assert_allclose(filtered, ndimage.correlate(image, weights.reshape(3, 3)), rtol=1e-13)


def test_generic_filter_ends_where_the_callback_says_no():
    @cfunc("intc(float64*, intp, float64*, voidptr)")
    def refuses(window, count, result, user_data):
        return 0

    with pytest.raises(RuntimeError, match="unknown error"):
        ndimage.generic_filter(image, LowLevelCallable(refuses.ctypes), size=3)


def test_generic_filter1d():
    @cfunc(
        types.intc(types.CPointer(types.float64), types.intp, types.CPointer(types.float64), types.intp, types.voidptr)
    )
    def running_mean(line, line_length, result, result_length, user_data):
        source = carray(line, line_length)
        target = carray(result, (result_length,))
        for i in range(result_length):
            target[i] = (source[i] + source[i + 1] + source[i + 2]) / 3.0
        return 1

    filtered = ndimage.generic_filter1d(image, LowLevelCallable(running_mean.ctypes), filter_size=3)
    np.testing.assert_allclose(filtered, ndimage.uniform_filter1d(image, 3), rtol=1e-13)


def test_geometric_transform():
    @cfunc("intc(intp*, float64*, intc, intc, voidptr)")
    def shift(output, source, output_rank, source_rank, user_data):
        at = carray(source, source_rank)
        for k in range(output_rank):
            at[k] = output[k] - 0.5 * (k + 1)
        return 1

    moved = ndimage.geometric_transform(image, LowLevelCallable(shift.ctypes))
    np.testing.assert_allclose(moved, ndimage.shift(image, (0.5, 1.0)), atol=1e-12)


def test_geometric_transform_with_user_data():
    @cfunc("intc(intp*, float64*, intc, intc, CPointer(float64))")
    def rotate(output, source, output_rank, source_rank, matrix):
        m = carray(matrix, (2, 2))
        for k in range(2):
            source[k] = m[k, 0] * output[0] + m[k, 1] * output[1]
        return 1

    matrix = np.array([[0.8, -0.6], [0.6, 0.8]])
    signature = "int (npy_intp *, double *, int, int, void *)"
    callback = LowLevelCallable(rotate.ctypes, ctypes.c_void_p(matrix.ctypes.data), signature=signature)
    moved = ndimage.geometric_transform(image, callback)
    np.testing.assert_allclose(moved, ndimage.affine_transform(image, matrix), atol=1e-12)
