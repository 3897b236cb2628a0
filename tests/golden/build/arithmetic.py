# Operators in the order in which Python evaluates them.
# signature: float64(float64, float64)
def f(x, y):
    return (x + y) * 2.0 - x / y**2
# --- hir
#   f(x: float64, y: float64) -> float64
#   b0:
#     v0 = add x, y
#     v1 = mul v0, 2.0
#     v2 = pow y, 2
#     v3 = truediv x, v2
#     v4 = sub v1, v3
#     ret v4
