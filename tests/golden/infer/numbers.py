# Functions of numbers, a rule each: what the arguments are converted to, and what comes out.
# signature: float64(float64, float32, int64)
import math
import operator

import numpy as np


def f(x, s, n):
    total = np.maximum(s, n) + np.exp(s) + math.exp(s)
    total += math.ldexp(x, n) + operator.index(n)
    total += np.equal(x, n) + np.logical_and(x, n)
    return operator.sub(total, n)
# --- types
#   f(x: float64, s: float32, n: int64) -> float64
#   b0:
#     v0: float64 = call numpy.maximum, s, n
#     v1: float32 = call numpy.exp, s
#     v2: float64 = add v0, v1
#     v3: float64 = call math.exp, s
#     total: float64 = add v2, v3
#     v4: float64 = call math.ldexp, x, n
#     v5: int64 = call operator.index, n
#     v6: float64 = add v4, v5
#     total.1: float64 = add total, v6 in place
#     v7: boolean = call numpy.equal, x, n
#     v8: boolean = call numpy.logical_and, x, n
#     v9: int64 = add v7, v8
#     total.2: float64 = add total.1, v9 in place
#     v10: float64 = sub total.2, n
#     ret v10
