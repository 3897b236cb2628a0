# Rows of arrays in both orders, with their layouts; attributes.
# signature: int64(float64*, intc)
from upcall import carray, farray


def f(p, n):
    a = carray(p, (n, 3))
    b = farray(p, (n, 3))
    row = a[1]
    other = b[1]
    return row.size + other.strides[0] + a.T.ndim + a.flags.f_contiguous
# --- types
#   f(p: float64*, n: int32) -> int64
#   b0:
#     v0: (int64, int64) = tuple n, 3
#     a: float64[:, :] = call upcall.carray, p, v0
#     v1: (int64, int64) = tuple n, 3
#     b: float64[:, :] in Fortran order = call upcall.farray, p, v1
#     row: float64[:] = getitem a, 1
#     other: float64[:] strided = getitem b, 1
#     v2: int64 = getattr row.size
#     v3: (int64,) = getattr other.strides
#     v4: int64 = getitem v3, 0
#     v5: int64 = add v2, v4
#     v6: float64[:, :] in Fortran order = getattr a.T
#     v7: int64 = getattr v6.ndim
#     v8: int64 = add v5, v7
#     v9: the flags of float64[:, :] = getattr a.flags
#     v10: boolean = getattr v9.f_contiguous
#     v11: int64 = add v8, v10
#     ret v11
