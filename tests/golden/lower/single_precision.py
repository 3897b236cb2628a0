# A function of a float32 is that of a float64, rounded; arithmetic with a literal stays single.
# signature: float32(float32)
import numpy as np


def f(x):
    return np.sin(0.5 * x)
# --- lir
#   entry upcall.f(f32) -> f32
#   function upcall.f.body(f32) -> f32
#   b0:
#     v0: f32 = fconst 0.5
#     v1: f32 = param 0
#     v2: f32 = fmul v0, v1
#     v3: f64 = fpext v2
#     v4: f64 = call sin v3
#     v5: f32 = fptrunc v4
#     ret v5
