# An int that is no constant makes it float64.
# signature: float64(float32, intc)
def f(x, n):
    return x * n
# --- types
#   f(x: float32, n: int32) -> float64
#   b0:
#     v0: float64 = mul x, n
#     ret v0
