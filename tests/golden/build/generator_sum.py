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
#     v3 = phi b0: 0, b2: v3, b3: v12
#     v4 = phi b0: 0, b2: v4, b3: v18
#     v5 = phi b0: 0, b2: v7, b3: v7
#     v6 = iter_more v5, v2
#     branch v6, b2, b4
#   b2:
#     i = iter_item v1, v5
#     v7 = iter_next v5
#     v8 = getitem a, i
#     v9 = gt v8, 0
#     branch v9, b3, b1
#   b3:
#     v10 = getitem a, i
#     v11 = mul v10, t
#     v12 = add v3, v11
#     v13 = sub v12, v3
#     v14 = sub v12, v13
#     v15 = sub v3, v14
#     v16 = sub v11, v13
#     v17 = add v15, v16
#     v18 = add v4, v17
#     jump b1
#   b4:
#     v19 = ne v4, 0
#     branch v19, b5, b7
#   b5:
#     v20 = sub v4, v4
#     v21 = eq v20, 0
#     branch v21, b6, b7
#   b6:
#     v22 = add v3, v4
#     jump b7
#   b7:
#     v23 = phi b4: v3, b5: v3, b6: v22
#     ret v23
