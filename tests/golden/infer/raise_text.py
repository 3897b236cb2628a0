# Texts have a type of their own.
# signature: void(float64, int64)
def f(x, n):
    raise ValueError(f"{x:.3g}")
# --- types
#   f(x: float64, n: int64) -> none
#   b0:
#     v0: a text = format x, '.3g'
#     v1: an exception = exception ValueError v0
#     raise v1
