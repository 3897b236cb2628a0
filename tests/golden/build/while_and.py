# A loop with a condition of two parts.
# signature: int64(intc)
def f(n):
    i = 0
    while i < n and i * i < 100:
        i += 1
    return i
# --- hir
#   f(n: int32) -> int64
#   b0:
#     jump b1
#   b1:
#     i = phi b0: 0, b3: i.1
#     v0 = lt i, n
#     branch v0, b2, b4
#   b2:
#     v1 = mul i, i
#     v2 = lt v1, 100
#     branch v2, b3, b4
#   b3:
#     i.1 = add i, 1 in place
#     jump b1
#   b4:
#     ret i
