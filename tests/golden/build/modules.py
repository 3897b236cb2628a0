# Names are resolved when they are frozen: np.exp is one constant.
# signature: float64(float64)
import numpy as np


def f(t):
    return np.exp(-t) / t**2
# --- hir
#   f(t: float64) -> float64
#   b0:
#     v0 = neg t
#     v1 = call numpy.exp, v0
#     v2 = pow t, 2
#     v3 = truediv v1, v2
#     ret v3
