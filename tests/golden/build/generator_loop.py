# A loop over a generator expression: control goes to and fro between the two. The expression sees t as it is then.
# signature: int64(int64, int64)
def f(n, t):
    total = 0
    for x in (i * t for i in range(n)):
        if x == 4:
            continue
        total += x
        t += 1
    return total
# --- hir
#   f(n: int64, t: int64) -> int64
#   b0:
#     v0 = call builtins.range, n
#     v1 = iter v0
#     v2 = iter_count v1
#     jump b1
#   b1:
#     t.1 = phi b0: t, b2: t.1, b3: t.2
#     total = phi b0: 0, b2: total, b3: total.1
#     v3 = phi b0: 0, b2: v5, b3: v5
#     v4 = iter_more v3, v2
#     branch v4, b2, b4
#   b2:
#     i = iter_item v1, v3
#     v5 = iter_next v3
#     x = mul i, t.1
#     v6 = eq x, 4
#     branch v6, b1, b3
#   b3:
#     total.1 = add total, x in place
#     t.2 = add t.1, 1 in place
#     jump b1
#   b4:
#     ret total
