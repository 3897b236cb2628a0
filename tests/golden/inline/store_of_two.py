# Two calls and the store of their sum are one nest.
# signature: void (double *, double *, intp)
from upcall import carray


def square(v):
    return v * v


def f(p, q, n):
    a = carray(p, n)
    carray(q, n)[:] = square(a) + square(a[::-1])
# --- fuse
#   f(p: float64*, q: float64*, n: int64) -> none
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     v0: float64[:] = mul a, a  # fused
#     v1: float64[:] strided = getitem a, slice(None, None, -1)
#     v2: float64[:] = mul v1, v1  # fused
#     v3: float64[:] = add v0, v2  # fused
#     v4: float64[:] = call upcall.carray, q, n  # in range 0x1, not negative 0x1
#     setitem v4, slice(None, None, None), v3
#     ret None
