# What follows a `finally` is there once; with an exception on its way the body stands apart.
# signature: int64(int64*, int64)
def f(p, n):
    try:
        p[0] = 10 // n
    finally:
        p[1] = 1
    return n
# --- hir
#   f(p: int64*, n: int64) -> int64
#   b0:
#     v0 = floordiv 10, n
#     guard b1, raised: b4
#   b1:
#     setitem p, 0, v0
#     guard b2, raised: b3
#   b2:
#     setitem p, 1, 1
#     ret n
#   b3:
#     v1 = caught
#     jump b5
#   b4:
#     v2 = caught
#     jump b5
#   b5:
#     v3 = phi b3: v1, b4: v2
#     setitem p, 1, 1
#     raise v3
