"""Sort with the C library's qsort and a compiled comparator, which gets pointers to two elements."""

import ctypes

import numpy as np

from upcall import cfunc


@cfunc("intc(float64*, float64*)")
def by_magnitude(a, b):
    x, y = np.fabs(a[0]), np.fabs(b[0])
    if x < y:
        return -1
    if x > y:
        return 1
    return 0


def main():
    numbers = np.random.default_rng(1).normal(size=1000)
    expected = numbers[np.argsort(np.abs(numbers))]

    qsort = ctypes.CDLL(None).qsort
    qsort.restype = None
    qsort.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_void_p]
    qsort(numbers.ctypes.data, numbers.size, numbers.itemsize, by_magnitude.address)

    print("least:", *numbers[:3], "greatest:", *numbers[-3:])
    np.testing.assert_array_equal(numbers, expected)


if __name__ == "__main__":
    main()
