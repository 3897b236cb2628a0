# Views have a type with their dimensions and order.
# signature: float64(CPointer(float64), intc)
from upcall import carray, farray


def f(p, n):
    a = carray(p, (n, 3, 2))
    b = farray(p, (n, 4))
    return a[0, 1, 1] + b[0, 2]
# --- types
#   f(p: float64*, n: int32) -> float64
#   b0:
#     v0: (int64, int64, int64) = tuple n, 3, 2
#     a: float64[:, :, :] = call upcall.carray, p, v0
#     v1: (int64, int64) = tuple n, 4
#     b: float64[:, :] in Fortran order = call upcall.farray, p, v1
#     v2: float64 = getitem a, (0, 1, 1)
#     v3: float64 = getitem b, (0, 2)
#     v4: float64 = add v2, v3
#     ret v4
