# exp is called, t ** 2 is a product.
# signature: float64(float64)
import numpy as np


def f(t):
    return np.exp(-t) / t**2
# --- lir
#   entry upcall.f(f64) -> f64
#   function upcall.f.body(f64) -> f64
#   b0:
#     v0: f64 = param 0
#     v1: f64 = fneg v0
#     v2: f64 = call exp v1
#     v3: f64 = fmul v0, v0
#     v4: f64 = fdiv v2, v3
#     ret v4
