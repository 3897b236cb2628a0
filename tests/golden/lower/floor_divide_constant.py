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
#     v9: i64 = ashr v6, v1
#     v10: i64 = and v6, v2
#     v11: i64 = iadd v7, v10
#     v12: i64 = sdiv v6, v3
#     v13: i64 = srem v6, v3
#     v14: i64 = xor v13, v3
#     v15: i1 = slt v14, v4
#     v16: i1 = ne v13, v4
#     v17: i1 = and v16, v15
#     v18: i64 = isub v12, v5
#     v19: i64 = select v17, v18, v12
#     v20: i64 = iadd v13, v3
#     v21: i64 = select v17, v20, v13
#     v22: i64 = iadd v11, v19
#     ret v22
