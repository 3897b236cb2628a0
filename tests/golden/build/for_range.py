# A loop over range counts positions beside the value.
# signature: float64(intc)
def f(n):
    total = 0.0
    for i in range(n):
        total += i
    return total
# --- hir
#   f(n: int32) -> float64
#   b0:
#     v0 = call builtins.range, n
#     v1 = iter v0
#     v2 = iter_count v1
#     jump b1
#   b1:
#     total = phi b0: 0.0, b2: total.1
#     v3 = phi b0: 0, b2: v5
#     v4 = iter_more v3, v2
#     branch v4, b2, b3
#   b2:
#     i = iter_item v1, v3
#     v5 = iter_next v3
#     total.1 = add total, i in place
#     jump b1
#   b3:
#     ret total
