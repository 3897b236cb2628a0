# e.args travels with the exception: which `raise` it was, and what isn't constant.
# signature: int64(int64)
def helper(n):
    if n < 0:
        raise ValueError(n)
    if n > 3:
        raise ValueError(7)
    return n
def f(n):
    try:
        return helper(n)
    except ValueError as error:
        return error.args[0]
# --- lir
#   entry upcall.f(i64) -> i64 error 0x0
#   function upcall.f.body(i64, record) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = iconst 33554432
#     v2: i64 = iconst 16777216
#     v3: i64 = iconst 16
#     v4: ptr = record
#     v5: i64 = iconst 255
#     v6: i64 = iconst 48
#     v7: i64 = iconst 5
#     v8: i64 = iconst 256
#     v9: i64 = iconst 16776960
#     v10: i64 = iconst 7
#     v11: i64 = param 0
#     v12: i64 = invoke upcall.helper.1.body v11
#     v13: i1 = ne v12, v0
#     branch unlikely v13, b5, b6
#   b1:
#     v14: i64 = phi v26 from b5
#     v15: i64 = phi v28 from b5
#     v16: i64 = and v14, v5
#     v17: i64 = isub v16, v6
#     v18: i1 = ult v17, v7
#     branch v18, b2, b4
#   b2:
#     v19: i64 = and v14, v9
#     v20: i1 = eq v19, v8
#     v21: i64 = select v20, v10, v15
#     jump b3
#   b3:
#     v22: i64 = phi v21 from b2, v29 from b6
#     ret v22
#   b4:
#     store v27, v15, align 8
#     raise v14
#   b5:
#     v23: i64 = isub v12, v2
#     v24: i1 = ult v23, v1
#     v25: i64 = iadd v12, v1
#     v26: i64 = select v24, v25, v12
#     v27: ptr = ptradd inbounds v4, v3
#     v28: i64 = load v27, align 8
#     jump b1
#   b6:
#     v29: i64 = result 0 v12
#     jump b3
#   function upcall.helper.1.body(i64, record) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = iconst 16
#     v2: ptr = record
#     v3: i64 = iconst 3
#     v4: i64 = param 0
#     v5: i1 = slt v4, v0
#     branch v5, b1, b2
#   b1:
#     v6: ptr = ptradd inbounds v2, v1
#     store v6, v4, align 8
#     raise 0 at 1
#   b2:
#     v7: i1 = sgt v4, v3
#     branch v7, b3, b4
#   b3:
#     raise 1 at 2
#   b4:
#     ret v4
