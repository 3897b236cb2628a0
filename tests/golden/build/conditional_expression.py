# A conditional expression is a phi.
# signature: float64(float64, float64)
def f(x, y):
    return x if x > y else y
# --- hir
#   f(x: float64, y: float64) -> float64
#   b0:
#     v0 = gt x, y
#     branch v0, b2, b1
#   b1:
#     jump b2
#   b2:
#     v1 = phi b0: x, b1: y
#     ret v1
