# Another cfunc is compiled along under its own signature.
# signature: float64(float64, int64)
from upcall import cfunc


@cfunc("float32(float32, int8)")
def power(x, n):
    return x * n


def f(x, n):
    return power(x, n) + power.ctypes(x, 2)
# --- types
