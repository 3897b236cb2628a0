"""Give C a callback that works on two matrices behind pointers, from the Numba manual's "Dealing with pointers"."""

import ctypes

import numpy as np

from upcall import carray, cfunc, types

c_sig = types.void(types.CPointer(types.double), types.CPointer(types.double), types.intc, types.intc)


@cfunc(c_sig)
def my_callback(in_, out, m, n):
    in_array = carray(in_, (m, n))
    out_array = carray(out, (m, n))
    for i in range(m):
        for j in range(n):
            out_array[i, j] = 2 * in_array[i, j]


def main():
    matrix = np.arange(12.0).reshape(3, 4)
    doubled = np.zeros_like(matrix)
    pointer = ctypes.POINTER(ctypes.c_double)
    my_callback.ctypes(matrix.ctypes.data_as(pointer), doubled.ctypes.data_as(pointer), *matrix.shape)
    print(doubled)
    np.testing.assert_array_equal(doubled, 2 * matrix)


if __name__ == "__main__":
    main()
