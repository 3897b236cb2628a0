# The variable of := is one of the function's.
# signature: float64(float64*, intc, float64)
def f(a, n, t):
    found = 0.0
    if any((found := a[i]) > t for i in range(n)):
        return found
    return -found
# --- hir
#   f(a: float64*, n: int32, t: float64) -> float64
#   b0:
#     v0 = call builtins.range, n
#     v1 = iter v0
#     v2 = iter_count v1
#     jump b1
#   b1:
#     found = phi b0: 0.0, b2: found.1
#     v3 = phi b0: 0, b2: v5
#     v4 = iter_more v3, v2
#     branch v4, b2, b3
#   b2:
#     i = iter_item v1, v3
#     v5 = iter_next v3
#     found.1 = getitem a, i
#     v6 = gt found.1, t
#     branch v6, b3, b1
#   b3:
#     found.2 = phi b1: found, b2: found.1
#     v7 = phi b1: False, b2: True
#     v8 = truth v7
#     branch v8, b5, b4
#   b4:
#     v9 = neg found.2
#     jump b5
#   b5:
#     v10 = phi b3: found.2, b4: v9
#     ret v10
