# The ~ of a bool is the logical not, a bool; of numbers it turns all bits over.
# signature: int64(boolean, int64, float64)
import numpy as np


def f(a, i, x):
    b = ~a
    c = ~(i < 3)
    if ~np.isnan(x) and ~np.bool_(i):
        return ~i
    return b + ~c
# --- types
#   f(a: boolean, i: int64, x: float64) -> int64
#   b0:
#     b: boolean = invert a
#     v0: boolean = lt i, 3
#     c: boolean = invert v0
#     v1: boolean = call numpy.isnan, x
#     v2: boolean = invert v1
#     v3: boolean = truth v2
#     branch v3, b1, b3
#   b1:
#     v4: boolean = call boolean, i
#     v5: boolean = invert v4
#     v6: boolean = truth v5
#     branch v6, b2, b3
#   b2:
#     v7: int64 = invert i
#     jump b4
#   b3:
#     v8: boolean = invert c
#     v9: int64 = add b, v8
#     jump b4
#   b4:
#     v10: int64 = phi b2: v7, b3: v9
#     ret v10
