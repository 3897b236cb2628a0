# Another cfunc is compiled along under its own signature.
# signature: float64(float64, int64)
from upcall import cfunc


@cfunc("float32(float32, int8)")
def power(x, n):
    return x * n


def f(x, n):
    return power(x, n) + power.ctypes(x, 2)
# --- types
#   f(x: float64, n: int64) -> float64
#   b0:
#     v0: float32 = call power, x, n
#     v1: float32 = call power, x, 2
#     v2: float32 = add v0, v1
#     ret v2
#
#   power(x: float32, n: int8) -> float32
#   b0:
#     v0: float64 = mul x, n
#     ret v0
