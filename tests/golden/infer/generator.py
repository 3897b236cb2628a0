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
#     v3 = phi b0: 0, b2: v8
#     v4 = phi b0: 0, b2: v6
#     v5 = iter_more v4, v2
#     branch v5, b2, b3
#   b2:
#     i = iter_item v1, v4
#     v6 = iter_next v4
#     v7 = mul i, i
#     v8 = add v3, v7
#     jump b1
#   b3:
#     ret v3
