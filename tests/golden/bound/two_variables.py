# Binary search: the variables of the loop are bounded by guesses that hold by induction.
# signature: int64(CPointer(float64), int64, float64)
from upcall import carray


def f(p, n, x):
    a = carray(p, n)
    low, high = 0, n
    while low < high:
        middle = (low + high) // 2
        if a[middle] < x:
            low = middle + 1
        else:
            high = middle
    return low
# --- bound
#   f(p: float64*, n: int64, x: float64) -> int64
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     jump b1
#   b1:
#     low: int64 = phi b0: 0, b2: low, b3: low.1
#     high: int64 = phi b0: n, b2: middle, b3: high
#     v0: boolean = lt low, high
#     branch v0, b2, b4
#   b2:
#     v1: int64 = add low, high
#     middle: int64 = floordiv v1, 2
#     v2: float64 = getitem a, middle  # in range 0x1, not negative 0x1
#     v3: boolean = lt v2, x
#     branch v3, b3, b1
#   b3:
#     low.1: int64 = add middle, 1
#     jump b1
#   b4:
#     ret low
