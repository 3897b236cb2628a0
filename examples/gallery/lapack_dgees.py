"""LAPACK: a Schur form with the stable eigenvalues first

`dgees` asks a Fortran `logical function select(wr, wi)` which eigenvalues are to come first. Fortran passes everything by its
address; as arrays of one element, `const double wr[1]`, the arguments are views. Here the left half plane goes first, so the first
columns of the basis span the stable subspace.

Debian: liblapack3
"""

from ctypes.util import find_library

import numpy as np

import upcall
from upcall import cfunc

lapack = upcall.cdef(
    """
    typedef int (*select2)(const double *wr, const double *wi);
    void dgees_(const char *jobvs, const char *sort, select2 select, const int *n, double *a, const int *lda, int *sdim,
                double *wr, double *wi, double *vs, const int *ldvs, double *work, const int *lwork, int *bwork,
                int *info, size_t length_of_jobvs, size_t length_of_sort);
    """,
    find_library("lapack"),
)


@cfunc(lapack.select2)
def stable(wr, wi):
    return wr[0] < 0


n = 6
A = np.random.default_rng(7).normal(size=(n, n))
T, basis = A.T.copy(), np.zeros((n, n))  # by columns, as Fortran has them
real, imaginary, work = np.zeros(n), np.zeros(n), np.zeros(20 * n)
flags, count, info = np.zeros(n, np.intc), np.zeros(1, np.intc), np.zeros(1, np.intc)
order, length = np.array([n], np.intc), np.array([work.size], np.intc)
lapack.dgees_(
    b"V", b"S", stable, order, T, order, count, real, imaginary, basis, order, work, length, flags, info, 1, 1
)
T, basis, k = T.T, basis.T, count[0]

print(f"{k} of {n} eigenvalues are stable:", *np.round(real[:k] + 1j * imaginary[:k], 3))
assert info[0] == 0
assert k == np.sum(np.linalg.eigvals(A).real < 0) > 0
assert np.allclose(basis @ T @ basis.T, A)
assert np.allclose(A @ basis[:, :k], basis[:, :k] @ T[:k, :k])
