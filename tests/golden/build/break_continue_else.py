# break leaves past the else of its loop, continue goes to the next round.
# signature: int64(intc)
def f(n):
    total = 0
    for i in range(n):
        if i == 3:
            continue
        if i > 7:
            break
        total += i
    else:
        total = -1
    return total
# --- hir
#   f(n: int32) -> int64
#   b0:
#     v0 = call builtins.range, n
#     v1 = iter v0
#     v2 = iter_count v1
#     jump b1
#   b1:
#     total = phi b0: 0, b2: total, b4: total.1
#     v3 = phi b0: 0, b2: v5, b4: v5
#     v4 = iter_more v3, v2
#     branch v4, b2, b5
#   b2:
#     i = iter_item v1, v3
#     v5 = iter_next v3
#     v6 = eq i, 3
#     branch v6, b1, b3
#   b3:
#     v7 = gt i, 7
#     branch v7, b5, b4
#   b4:
#     total.1 = add total, i in place
#     jump b1
#   b5:
#     total.2 = phi b1: -1, b3: total
#     ret total.2
