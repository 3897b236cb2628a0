# int ** int: a loop of products; a negative exponent raises.
# signature: int64(int64, int64)
def f(x, n):
    return x**n
# --- lir
#   entry upcall.f(i64, i64) -> i64 error 0x0
#   function upcall.f.body(i64, i64) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = iconst 1
#     v2: i64 = param 0
#     v3: i64 = param 1
#     v4: i1 = slt v3, v0
#     branch unlikely v4, b1, b2
#   b1:
#     raise 0 at 1
#   b2:
#     jump b3
#   b3:
#     v5: i64 = phi v1 from b2, v12 from b4
#     v6: i64 = phi v2 from b2, v13 from b4
#     v7: i64 = phi v3 from b2, v14 from b4
#     v8: i1 = ne v7, v0
#     branch v8, b4, b5
#   b4:
#     v9: i64 = and v7, v1
#     v10: i1 = ne v9, v0
#     v11: i64 = imul v5, v6
#     v12: i64 = select v10, v11, v5
#     v13: i64 = imul v6, v6
#     v14: i64 = lshr v7, v1
#     jump b3
#   b5:
#     ret v5
