# A starred variable, slices, and a search.
# signature: int64(float64, int64)
def f(x, n):
    t = (x, n, 3)
    a, *b, c = t
    d, e = b[-1:] + t[1:2]
    return d + e + (n in t) + (c not in range(n))
# --- hir
#   f(x: float64, n: int64) -> int64
#   b0:
#     t = tuple x, n, 3
#     c = unpack t -1 of 2 or more
#     b = rest t 1 of 2
#     a = unpack t 0 of 2 or more
#     v0 = getitem b, slice(-1, None, None)
#     v1 = getitem t, slice(1, 2, None)
#     v2 = add v0, v1
#     e = unpack v2 1 of 2
#     d = unpack v2 0 of 2
#     v3 = add d, e
#     v4 = contains n, t
#     v5 = add v3, v4
#     v6 = call builtins.range, n
#     v7 = contains c, v6
#     v8 = not v7
#     v9 = add v5, v8
#     ret v9
