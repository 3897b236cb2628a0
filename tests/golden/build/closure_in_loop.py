# A function that captured a loop's variable is gone where that changes, whatever branches its argument has.
# signature: int64(int64, int64)
def f(n, c):
    s = 0
    for i in range(n):
        g = lambda a: a + i
        s += g(c or 7)
    return s
# --- hir
#   f(n: int64, c: int64) -> int64
#   b0:
#     v0 = call builtins.range, n
#     v1 = iter v0
#     v2 = iter_count v1
#     jump b1
#   b1:
#     s = phi b0: 0, b4: s.1
#     v3 = phi b0: 0, b4: v5
#     v4 = iter_more v3, v2
#     branch v4, b2, b5
#   b2:
#     i = iter_item v1, v3
#     v5 = iter_next v3
#     rebind i
#     g = closure i
#     v6 = truth c
#     branch v6, b4, b3
#   b3:
#     jump b4
#   b4:
#     v7 = phi b2: c, b3: 7
#     v8 = call g, v7
#     s.1 = add s, v8 in place
#     jump b1
#   b5:
#     ret s
