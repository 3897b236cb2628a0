# A remainder is below its divisor, here the length, and has its sign.
# signature: float64(CPointer(float64), intc, int64)
from upcall import carray


def f(p, n, i):
    a = carray(p, n)
    return a[i % len(a)]
# --- bound
#   f(p: float64*, n: int32, i: int64) -> float64
#   b0:
#     a: float64[:] = call upcall.carray, p, n  # in range 0x1, not negative 0x0
#     v0: int64 = call builtins.len, a
#     v1: int64 = mod i, v0
#     v2: float64 = getitem a, v1  # in range 0x1, not negative 0x1
#     ret v2
