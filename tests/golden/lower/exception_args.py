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
#   function upcall.f.body(i64) -> i64 raises
#   b0:
#     v0: i32 = iconst 0
#     v1: i32 = iconst 262143
#     v2: i32 = iconst 1
#     v3: i32 = iconst 2
#     v4: i64 = iconst 0
#     v5: i64 = iconst 8
#     v6: i32 = iconst 24
#     v7: i32 = iconst 48
#     v8: i32 = iconst 5
#     v9: i64 = iconst 7
#     v10: ptr = slot 16
#     v11: i64 = param 0
#     v12: i32 = invoke upcall.helper.1.body v11, v10
#     v13: i1 = ne v12, v0
#     branch unlikely v13, b5, b6
#   b1:
#     v14: i32 = phi v27 from b5
#     v15: i32 = phi v29 from b5
#     v16: i64 = phi v31 from b5
#     v17: i32 = lshr v14, v6
#     v18: i32 = isub v17, v7
#     v19: i1 = ult v18, v8
#     branch v19, b2, b4
#   b2:
#     v20: i1 = eq v15, v3
#     v21: i64 = select v20, v9, v16
#     jump b3
#   b3:
#     v22: i64 = phi v21 from b2, v32 from b6
#     ret v22
#   b4:
#     raise v14
#   b5:
#     v23: i32 = and v12, v1
#     v24: i32 = isub v23, v2
#     v25: i1 = ult v24, v3
#     v26: i32 = iadd v12, v3
#     v27: i32 = select v25, v26, v12
#     v28: ptr = ptradd inbounds v10, v4
#     v29: i32 = load v28, align 4
#     v30: ptr = ptradd inbounds v10, v5
#     v31: i64 = load v30, align 8
#     jump b1
#   b6:
#     v32: i64 = result 0 v12
#     jump b3
#   function upcall.helper.1.body(i64, ptr) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i32 = iconst 805306369
#     v2: i64 = iconst 8
#     v3: i32 = iconst 1
#     v4: i64 = iconst 3
#     v5: i32 = iconst 805306370
#     v6: i32 = iconst 2
#     v7: ptr = param 1
#     v8: i64 = param 0
#     v9: i1 = slt v8, v0
#     branch v9, b1, b2
#   b1:
#     v10: ptr = call upcall_raised v1
#     v11: ptr = ptradd inbounds v10, v2
#     store v11, v8, align 8
#     v12: i32 = load v10, align 4
#     v13: ptr = ptradd inbounds v7, v0
#     store v13, v3, align 4
#     v14: ptr = ptradd inbounds v7, v2
#     store v14, v8, align 8
#     raise v12
#   b2:
#     v15: i1 = sgt v8, v4
#     branch v15, b3, b4
#   b3:
#     v16: ptr = ptradd inbounds v7, v0
#     store v16, v6, align 4
#     v17: ptr = ptradd inbounds v7, v2
#     store v17, v0, align 8
#     raise v5
#   b4:
#     ret v8
