# A generator expression is a loop in the function that sums it up; its variables are its own.
# signature: float64(float64*, intc, float64)
def f(a, n, t):
    return sum(a[i] * t for i in range(n) if a[i] > 0)
# --- hir
#   f(a: float64*, n: int32, t: float64) -> float64
#   b0:
#     v0 = call builtins.range, n
#     v1 = iter v0
#     v2 = iter_count v1
#     jump b1
#   b1:
#     v3 = phi b0: 0, b2: v3, b3: v11
#     v4 = phi b0: 0, b2: v6, b3: v6
#     v5 = iter_more v4, v2
#     branch v5, b2, b4
#   b2:
#     i = iter_item v1, v4
#     v6 = iter_next v4
#     v7 = getitem a, i
#     v8 = gt v7, 0
#     branch v8, b3, b1
#   b3:
#     v9 = getitem a, i
#     v10 = mul v9, t
#     v11 = add v3, v10
#     jump b1
#   b4:
#     ret v3
