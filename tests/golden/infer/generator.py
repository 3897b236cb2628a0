# A generator expression goes where it is consumed: its function is compiled into the loop.
# signature: int64(int64)
def f(n):
    return sum(i * i for i in range(n))
# --- hir
#   f(n: int64) -> int64
#   b0:
#     v0 = call builtins.range, n
#     v1 = iter v0
#     v2 = iter_count v1
#     jump b1
#   b1:
#     v3 = phi b0: 0, b2: v9
#     v4 = phi b0: 0, b2: v15
#     v5 = phi b0: 0, b2: v7
#     v6 = iter_more v5, v2
#     branch v6, b2, b3
#   b2:
#     i = iter_item v1, v5
#     v7 = iter_next v5
#     v8 = mul i, i
#     v9 = add v3, v8
#     v10 = sub v9, v3
#     v11 = sub v9, v10
#     v12 = sub v3, v11
#     v13 = sub v8, v10
#     v14 = add v12, v13
#     v15 = add v4, v14
#     jump b1
#   b3:
#     v16 = ne v4, 0
#     branch v16, b4, b6
#   b4:
#     v17 = sub v4, v4
#     v18 = eq v17, 0
#     branch v18, b5, b6
#   b5:
#     v19 = add v3, v4
#     jump b6
#   b6:
#     v20 = phi b3: v3, b4: v3, b5: v19
#     ret v20
