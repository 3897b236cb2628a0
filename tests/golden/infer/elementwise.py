# Elements have NumPy's types: of arrays those of the memory, an int takes the type that it meets, a float is strong.
# signature: void(uint8*, int8*, float32*, intc, double)
import numpy as np

from upcall import carray, farray


def use(*arrays):
    return len(arrays)


def f(p, q, r, n, x):
    a, b, c = carray(p, n), carray(q, n), carray(r, (2, n))
    less = a < n
    use(a + b, n * c, c * x, a / b, np.exp(a), ~((a == b) & less), farray(r, (2, n)) + farray(p, (2, n)) + a)
    c += a
    np.hypot(c, 2, out=c)
    np.add(b, a, c[0])
# --- types
#   f(p: uint8*, q: int8*, r: float32*, n: int32, x: float64) -> none
#   b0:
#     a: uint8[:] = call upcall.carray, p, n
#     b: int8[:] = call upcall.carray, q, n
#     v0: (int64, int64) = tuple 2, n
#     c: float32[:, :] = call upcall.carray, r, v0
#     less: boolean[:] = lt a, n
#     v1: int16[:] = add a, b
#     v2: float32[:, :] = mul n, c
#     v3: float64[:, :] = mul c, x
#     v4: float64[:] = truediv a, b
#     v5: float32[:] = call numpy.exp, a
#     v6: boolean[:] = eq a, b
#     v7: boolean[:] = and v6, less
#     v8: boolean[:] = invert v7
#     v9: (int64, int64) = tuple 2, n
#     v10: float32[:, :] in Fortran order = call upcall.farray, r, v9
#     v11: (int64, int64) = tuple 2, n
#     v12: uint8[:, :] in Fortran order = call upcall.farray, p, v11
#     v13: float32[:, :] in Fortran order = add v10, v12
#     v14: float32[:, :] in Fortran order = add v13, a
#     v15: int64 = call use, v1, v2, v3, v4, v5, v8, v14
#     c.1: float32[:, :] = add c, a in place
#     v16: float32[:, :] = call numpy.hypot, c.1, 2, out=c.1
#     v17: float32[:] = getitem c.1, 0
#     v18: float32[:] = call numpy.add, b, a, v17
#     ret None
#
#   use(arrays: (int16[:], float32[:, :], float64[:, :], float64[:], float32[:], boolean[:], float32[:, :] in Fortran order)) -> int64
#   b0:
#     v0: int64 = call builtins.len, arrays
#     ret v0
