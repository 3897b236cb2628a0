"""Integrate functions of SciPy's documentation as they stand there, with args: the callbacks that upcall.callers makes."""

import numpy as np
import scipy.integrate as si
from scipy import special

from upcall.callers import quad


@quad
def f(x, a, b):
    return np.exp(-a * x) * special.j0(b * x)


@quad
def g(y, x):
    return x * y * y


def main():
    result, error = si.quad(f, 0, np.inf, args=(2.0, 3.0))
    print(f"Laplace transform of j0: {result} ± {error}")
    np.testing.assert_allclose(result, 1 / np.sqrt(13), rtol=1e-9)
    assert f.cfunc(3, np.array([1.0, 2.0, 3.0])) == np.exp(-2.0) * special.j0(3.0)  # f itself isn't callable

    volume, error = si.dblquad(g, 0, 2, 0, 1)
    print(f"over a rectangle:        {volume} ± {error}")
    np.testing.assert_allclose(volume, 2 / 3, rtol=1e-12)


if __name__ == "__main__":
    main()
