# int / int is a float, int // int an int.
# signature: float64(int64, int64)
def f(a, b):
    return a / b + a // b
# --- types
#   f(a: int64, b: int64) -> float64
#   b0:
#     v0: float64 = truediv a, b
#     v1: int64 = floordiv a, b
#     v2: float64 = add v0, v1
#     ret v2
