# The inner loop stands between the head and the end of the outer one.
# signature: int64(intc, intc)
def f(m, n):
    total = 0
    for i in range(m):
        for j in range(n):
            total += i * j
    return total
# --- hir
#   f(m: int32, n: int32) -> int64
#   b0:
#     v0 = call builtins.range, m
#     v1 = iter v0
#     v2 = iter_count v1
#     jump b1
#   b1:
#     total = phi b0: 0, b3: total.1
#     v3 = phi b0: 0, b3: v5
#     v4 = iter_more v3, v2
#     branch v4, b2, b5
#   b2:
#     i = iter_item v1, v3
#     v5 = iter_next v3
#     v6 = call builtins.range, n
#     v7 = iter v6
#     v8 = iter_count v7
#     jump b3
#   b3:
#     total.1 = phi b2: total, b4: total.2
#     v9 = phi b2: 0, b4: v11
#     v10 = iter_more v9, v8
#     branch v10, b4, b1
#   b4:
#     j = iter_item v7, v9
#     v11 = iter_next v9
#     v12 = mul i, j
#     total.2 = add total.1, v12 in place
#     jump b3
#   b5:
#     ret total
