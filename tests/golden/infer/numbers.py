# Functions of numbers, a rule each: what the arguments are converted to, and what comes out.
# signature: float64(float64, float32, int64)
import math
import operator

import numpy as np


def f(x, s, n):
    total = np.maximum(s, n) + np.exp(s) + math.exp(s)
    total += math.ldexp(x, n) + math.gcd(n, 6)
    total += divmod(n, 3)[1] + np.logical_and(x, n)
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
#     v5: int64 = call math.gcd, n, 6
#     v6: float64 = add v4, v5
#     total.1: float64 = add total, v6 in place
#     v7: (int64, int64) = call builtins.divmod, n, 3
#     v8: int64 = getitem v7, 1
#     v9: boolean = call numpy.logical_and, x, n
#     v10: int64 = add v8, v9
#     total.2: float64 = add total.1, v10 in place
#     v11: float64 = sub total.2, n
#     ret v11
#
#   gcd2(a: int64, b: int64) -> int64
#   b0:
#     jump b1
#   b1:
#     a.1: int64 = phi b0: a, b2: b.1
#     b.1: int64 = phi b0: b, b2: b.2
#     v0: boolean = ne b.1, 0
#     branch v0, b2, b3
#   b2:
#     b.2: int64 = mod a.1, b.1
#     jump b1
#   b3:
#     v1: boolean = ge a.1, 0
#     branch v1, b5, b4
#   b4:
#     v2: int64 = neg a.1
#     jump b5
#   b5:
#     v3: int64 = phi b3: a.1, b4: v2
#     ret v3
#
#   divmod_(a: int64, b=3) -> (int64, int64)
#   b0:
#     v0: int64 = floordiv a, 3
#     v1: int64 = mod a, 3
#     v2: (int64, int64) = tuple v0, v1
#     ret v2
