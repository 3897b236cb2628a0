# An index from outside is checked in full.
# signature: float64(CPointer(float64), intc, intc)
from upcall import carray


def f(p, n, i):
    return carray(p, n)[i]
# --- bound
#   f(p: float64*, n: int32, i: int32) -> float64
#   b0:
#     v0: float64[:] = call upcall.carray, p, n  # in range 0x1, not negative 0x0
#     v1: float64 = getitem v0, i
#     ret v1
