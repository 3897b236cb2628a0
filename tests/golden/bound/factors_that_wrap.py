# Each factor fits, all of them together need more bits than a sum has: 31 * 1190112520884487201 is 2**65 - 1.
# signature: float64(CPointer(float64), int64)
from upcall import carray


def f(p, x):
    a = carray(p, 5)
    if 0 <= x <= 1:
        y = x * 31
        return a[y * 1190112520884487201]
    return -1.0
# --- bound
#   f(p: float64*, x: int64) -> float64
#   b0:
#     a: float64[:] = call upcall.carray, p, 5  # in range 0x1, not negative 0x1
#     v0: boolean = le 0, x
#     branch v0, b1, b3
#   b1:
#     v1: boolean = le x, 1
#     branch v1, b2, b3
#   b2:
#     y: int64 = mul x, 31
#     v2: int64 = mul y, 1190112520884487201
#     v3: float64 = getitem a, v2
#     jump b3
#   b3:
#     v4: float64 = phi b0: -1.0, b1: -1.0, b2: v3
#     ret v4
