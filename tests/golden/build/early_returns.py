# All returns meet in one block.
# signature: float64(float64)
def f(x):
    if x < 0:
        return -1.0
    if x > 1:
        return 1.0
    return x
# --- hir
#   f(x: float64) -> float64
#   b0:
#     v0 = lt x, 0
#     branch v0, b3, b1
#   b1:
#     v1 = gt x, 1
#     branch v1, b3, b2
#   b2:
#     jump b3
#   b3:
#     v2 = phi b0: -1.0, b1: 1.0, b2: x
#     ret v2
