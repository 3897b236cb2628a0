# The middle of a chain is evaluated once.
# signature: boolean(float64, float64, float64)
def f(x, y, z):
    return x < y + 1 <= z
# --- hir
#   f(x: float64, y: float64, z: float64) -> boolean
#   b0:
#     v0 = add y, 1
#     v1 = lt x, v0
#     branch v1, b1, b2
#   b1:
#     v2 = le v0, z
#     jump b2
#   b2:
#     v3 = phi b0: v1, b1: v2
#     ret v3
