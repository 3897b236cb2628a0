"""MINPACK: a curve through points, by least squares

MINPACK hands no user data back, so the points are NumPy arrays that the function captures. Fortran passes everything by its
address; with the lengths that the program knows, `fvec[M]` and `fjac[N][M]` (Fortran's columns are C's rows), the arguments are
views. One function computes residuals or derivatives, as `iflag` says; a negative `iflag` stops MINPACK.

Debian: libminpack1
"""

from ctypes.util import find_library

import numpy as np

import upcall
from upcall import cfunc

M, N = 50, 3
t = np.linspace(0.0, 4.0, M)
measured = 2.5 * np.exp(-1.3 * t) + 0.5 + np.random.default_rng(1).normal(0.0, 0.01, M)

minpack = upcall.cdef(
    f"""
    #define M {M}
    #define N {N}
    typedef void (*lmder_function)(const int *m, const int *n, const double x[N], double fvec[M], double fjac[N][M],
                                   const int *ldfjac, int iflag[1]);
    void lmder1_(lmder_function fcn, const int *m, const int *n, double *x, double *fvec, double *fjac, const int *ldfjac,
                 const double *tol, int *info, int *ipvt, double *wa, const int *lwa);
    """,
    find_library("minpack"),
)


@cfunc(minpack.lmder_function)
def residuals(m, n, x, fvec, fjac, ldfjac, iflag):
    if x[1] > 100:
        iflag[0] = -1
        return
    decay = np.exp(-x[1] * t)
    if iflag[0] == 1:
        fvec[:] = x[0] * decay + x[2] - measured
    else:
        fjac[0], fjac[1], fjac[2] = decay, -x[0] * t * decay, 1.0


x, fvec, fjac = np.array([1.0, 1.0, 0.0]), np.zeros(M), np.zeros((N, M))
m, n, size = (np.array([number], np.intc) for number in (M, N, 5 * N + M))
info, pivots = np.zeros(1, np.intc), np.zeros(N, np.intc)
minpack.lmder1_(residuals, m, n, x, fvec, fjac, m, np.array([1e-12]), info, pivots, np.zeros(5 * N + M), size)

print(f"{x[0]:.3f} exp(-{x[1]:.3f} t) + {x[2]:.3f}")
assert info[0] in (1, 2, 3)
assert np.allclose(x, [2.5, 1.3, 0.5], atol=0.02)
best = fvec @ fvec
for step in 1e-4 * np.vstack([np.eye(N), -np.eye(N)]):
    other = x + step
    assert np.sum((other[0] * np.exp(-other[1] * t) + other[2] - measured) ** 2) > best
