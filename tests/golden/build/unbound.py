# A local that may have no value: a companion says whether it has one.
# signature: float64(float64)
def f(x):
    if x > 0:
        y = x
    return y * 2
# --- hir
#   f(x: float64) -> float64
#   b0:
#     v0 = gt x, 0
#     branch v0, b1, b2
#   b1:
#     jump b2
#   b2:
#     v1 = phi b0: False, b1: True
#     y = phi b0: unbound, b1: x
#     y.1 = check_bound y, v1 for y
#     v2 = mul y.1, 2
#     ret v2
