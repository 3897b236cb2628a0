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
#     v0: i32 = iconst 0
#     v1: i32 = iconst 16777215
#     v2: i32 = iconst 1
#     v3: i32 = iconst 2
#     v4: i64 = iconst 8
#     v5: ptr = record
#     v6: i64 = iconst 16
#     v7: i32 = iconst 24
#     v8: i32 = iconst 48
#     v9: i32 = iconst 5
#     v10: i64 = iconst 7
#     v11: i64 = param 0
#     v12: i32 = invoke upcall.helper.1.body v11
#     v13: i1 = ne v12, v0
#     branch unlikely v13, b5, b6
#   b1:
#     v14: i32 = phi v29 from b5
#     v15: i32 = phi v31 from b5
#     v16: i64 = phi v33 from b5
#     v17: i32 = lshr v14, v7
#     v18: i32 = isub v17, v8
#     v19: i1 = ult v18, v9
#     branch v19, b2, b4
#   b2:
#     v20: i1 = eq v15, v3
#     v21: i64 = select v20, v10, v16
#     jump b3
#   b3:
#     v22: i64 = phi v21 from b2, v34 from b6
#     ret v22
#   b4:
#     v23: ptr = ptradd inbounds v5, v4
#     store v23, v15, align 4
#     v24: ptr = ptradd inbounds v5, v6
#     store v24, v16, align 8
#     raise v14
#   b5:
#     v25: i32 = and v12, v1
#     v26: i32 = isub v25, v2
#     v27: i1 = ult v26, v3
#     v28: i32 = iadd v12, v3
#     v29: i32 = select v27, v28, v12
#     v30: ptr = ptradd inbounds v5, v4
#     v31: i32 = load v30, align 4
#     v32: ptr = ptradd inbounds v5, v6
#     v33: i64 = load v32, align 8
#     jump b1
#   b6:
#     v34: i64 = result 0 v12
#     jump b3
#   function upcall.helper.1.body(i64, record) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i32 = iconst 805306369
#     v2: i32 = iconst 1
#     v3: i64 = iconst 8
#     v4: ptr = record
#     v5: i64 = iconst 16
#     v6: i64 = iconst 3
#     v7: i32 = iconst 805306370
#     v8: i32 = iconst 2
#     v9: i64 = param 0
#     v10: i1 = slt v9, v0
#     branch v10, b1, b2
#   b1:
#     v11: ptr = ptradd inbounds v4, v3
#     store v11, v2, align 4
#     v12: ptr = ptradd inbounds v4, v5
#     store v12, v9, align 8
#     raise 1
#   b2:
#     v13: i1 = sgt v9, v6
#     branch v13, b3, b4
#   b3:
#     v14: ptr = ptradd inbounds v4, v3
#     store v14, v8, align 4
#     raise 2
#   b4:
#     ret v9
