# What the prelude has for a result in the type of an argument.
# signature: float32(float64, float32)
from upcall.prelude import machine


def f(x, s):
    return machine.like(x, s)
# --- types
#   f(x: float64, s: float32) -> float32
#   b0:
#     v0: float32 = call upcall.prelude.machine.like, x, s
#     ret v0
