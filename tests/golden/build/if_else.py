# Two values of one variable meet in a phi.
# signature: float64(float64)
def f(x):
    if x > 0:
        y = x
    else:
        y = -x
    return y * 2
# --- hir
#   f(x: float64) -> float64
#   b0:
#     v0 = gt x, 0
#     branch v0, b2, b1
#   b1:
#     y = neg x
#     jump b2
#   b2:
#     y.1 = phi b0: x, b1: y
#     v1 = mul y.1, 2
#     ret v1
