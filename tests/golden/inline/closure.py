# A closure's captured variables and what *args takes are values of the caller; a function that is passed is called as one.
# signature: void (double *, double *, intp, double)
from upcall import carray


def apply(function, *arrays):
    return function(arrays[0]) + function(arrays[-1])


def f(p, q, n, x):
    a = carray(p, n)
    b = carray(q, n)
    b[:] = apply(lambda v: v * x + a, a, b)
# --- fuse
#   f(p: float64*, q: float64*, n: int64, x: float64) -> none
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     b: float64[:] = call upcall.carray, q, n  # in range 0x1, not negative 0x1
#     v0: float64[:] = mul a, x  # fused
#     v1: float64[:] = add v0, a  # fused
#     v2: float64[:] = mul b, x  # fused
#     v3: float64[:] = add v2, a  # fused
#     v4: float64[:] = add v1, v3  # fused
#     setitem b, slice(None, None, None), v4
#     ret None
