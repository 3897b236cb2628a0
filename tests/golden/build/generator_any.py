# any() leaves the loop at the first true value; 3.14 writes the loop out in the function itself.
# signature: boolean(float64*, intc, intc, float64)
def f(a, n, m, t):
    return any(a[i] * a[j] > t for i in range(n) for j in range(m) if i != j)
# --- hir
#   f(a: float64*, n: int32, m: int32, t: float64) -> boolean
#   b0:
#     v0 = call builtins.range, n
#     v1 = iter v0
#     v2 = iter_count v1
#     jump b1
#   b1:
#     v3 = phi b0: 0, b3: v5
#     v4 = iter_more v3, v2
#     branch v4, b2, b6
#   b2:
#     i = iter_item v1, v3
#     v5 = iter_next v3
#     v6 = call builtins.range, m
#     v7 = iter v6
#     v8 = iter_count v7
#     jump b3
#   b3:
#     v9 = phi b2: 0, b4: v11, b5: v11
#     v10 = iter_more v9, v8
#     branch v10, b4, b1
#   b4:
#     j = iter_item v7, v9
#     v11 = iter_next v9
#     v12 = ne i, j
#     branch v12, b5, b3
#   b5:
#     v13 = getitem a, i
#     v14 = getitem a, j
#     v15 = mul v13, v14
#     v16 = gt v15, t
#     branch v16, b6, b3
#   b6:
#     v17 = phi b1: False, b5: True
#     ret v17
