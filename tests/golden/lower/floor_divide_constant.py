# Constant divisors need no check: a power of two is a shift or a mask, another is one step down at most.
# signature: int64(int64)
def f(a):
    return a // 8 + a % 8 + a // 10
# --- lir
#   entry upcall.f(i64) -> i64
#   function upcall.f.body(i64) -> i64
#   b0:
#     v0: i64 = iconst 8
#     v1: i64 = iconst 3
#     v2: i64 = iconst 7
#     v3: i64 = iconst 10
#     v4: i64 = iconst 0
#     v5: i64 = iconst 1
#     v6: i64 = param 0
#     v7: i64 = ashr v6, v1
#     v8: i64 = and v6, v2
#     v9: i64 = iadd v7, v8
#     v10: i64 = srem v6, v3
#     v11: i64 = xor v10, v3
#     v12: i1 = slt v11, v4
#     v13: i1 = ne v10, v4
#     v14: i1 = and v13, v12
#     v15: i64 = sdiv v6, v3
#     v16: i64 = isub v15, v5
#     v17: i64 = select v14, v16, v15
#     v18: i64 = iadd v9, v17
#     ret v18
