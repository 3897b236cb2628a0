# Python's // on integers: the sign, zero and the least number.
# signature: int64(int64, int64)
def f(a, b):
    return a // b
# --- lir
#   entry upcall.f(i64, i64) -> i64 error 0x0
#   function upcall.f.body(i64, i64) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = iconst -1
#     v2: i64 = iconst 1
#     v3: i64 = param 0
#     v4: i64 = param 1
#     v5: i1 = eq v4, v0
#     branch unlikely v5, b1, b2
#   b1:
#     raise 0 at 1
#   b2:
#     v6: i1 = eq v4, v1
#     v7: i64 = select v6, v2, v4
#     v8: i64 = srem v3, v7
#     v9: i64 = xor v8, v7
#     v10: i1 = slt v9, v0
#     v11: i1 = ne v8, v0
#     v12: i1 = and v11, v10
#     v13: i64 = sdiv v3, v7
#     v14: i64 = isub v13, v2
#     v15: i64 = select v12, v14, v13
#     v16: i64 = isub v0, v3
#     v17: i64 = select v6, v16, v15
#     ret v17
