"""Integrate a compiled function with SciPy, from the Numba manual's "Creating C callbacks with @cfunc".

See it on its way through the compiler: `python -m upcall show examples/quad.py:integrand`.
"""

import numpy as np
import scipy.integrate as si
from scipy import LowLevelCallable

from upcall import cfunc


def integrand(t):
    return np.exp(-t) / t**2


nb_integrand = cfunc("float64(float64)")(integrand)


def main():
    result, error = si.quad(nb_integrand.ctypes, 1, np.inf)
    print(f"as .ctypes:          {result} ± {error}")
    np.testing.assert_allclose((result, error), si.quad(integrand, 1, np.inf), rtol=1e-6)

    same, _ = si.quad(LowLevelCallable(nb_integrand.ctypes), 1, np.inf)
    print(f"as LowLevelCallable: {same}")
    assert same == result


if __name__ == "__main__":
    main()
