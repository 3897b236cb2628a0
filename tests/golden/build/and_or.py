# The values of and and or, which are operands.
# signature: float64(float64, float64, float64)
def f(x, y, z):
    return (x and y) or z
# --- hir
#   f(x: float64, y: float64, z: float64) -> float64
#   b0:
#     v0 = truth x
#     branch v0, b1, b3
#   b1:
#     v1 = truth y
#     branch v1, b3, b2
#   b2:
#     jump b3
#   b3:
#     v2 = phi b0: z, b1: y, b2: z
#     ret v2
