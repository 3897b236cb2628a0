"""Integrate over three dimensions: SciPy's nquad hands the callback the number of coordinates and a pointer to them."""

import numpy as np
import scipy.integrate as si
from scipy import LowLevelCallable

from upcall import cfunc


@cfunc("float64(intc, float64*, voidptr)")
def gaussian(n, x, user_data):
    squares = 0.0
    for i in range(n):
        squares = squares + x[i] * x[i]
    return np.exp(-squares)


def main():
    integral, error = si.nquad(LowLevelCallable(gaussian.ctypes), [(-5, 5)] * 3)
    print(f"{integral} ± {error}; the exact integral over all space: {np.pi**1.5}")
    np.testing.assert_allclose(integral, np.pi**1.5, rtol=1e-8)


if __name__ == "__main__":
    main()
