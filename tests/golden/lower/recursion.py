# A function that may call itself looks at the stack first, and hands its limit on.
# signature: int64(int64)
def f(n):
    return 0 if n == 0 else f(n - 1) + 1
# --- lir
#   entry upcall.f(i64) -> i64 error 0x0
#   function upcall.f.body(i64, record) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = iconst 1
#     v2: ptr = record
#     v3: i32 = iconst 0
#     v4: i32 = iconst 16777215
#     v5: i32 = iconst 1
#     v6: i64 = param 0
#     v7: i1 = eq v6, v0
#     branch v7, b2, b1
#   b1:
#     v8: i64 = isub v6, v1
#     v9: i64 = iconst 4096
#     v10: i64 = call upcall_stack_limit v9
#     v11: ptr = ptradd inbounds v2, v0
#     store v11, v10, align 8
#     v12: i32 = invoke upcall.f.1.body v8
#     v13: i1 = ne v12, v3
#     branch unlikely v13, b3, b4
#   b2:
#     v14: i64 = phi v0 from b0, v21 from b4
#     ret v14
#   b3:
#     v15: i32 = and v12, v4
#     v16: i32 = isub v15, v5
#     v17: i1 = ult v16, v5
#     v18: i32 = iadd v12, v5
#     v19: i32 = select v17, v18, v12
#     raise v19
#   b4:
#     v20: i64 = result 0 v12
#     v21: i64 = iadd v20, v1
#     jump b2
#   function upcall.f.1.body(i64, record) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: ptr = record
#     v2: i64 = iconst 1
#     v3: i32 = iconst 0
#     v4: ptr = ptradd inbounds v1, v0
#     v5: i64 = load v4, align 8
#     v6: i64 = stack
#     v7: i1 = ult v6, v5
#     branch unlikely v7, b4, b5
#   b1:
#     v8: i64 = param 0
#     v9: i1 = eq v8, v0
#     branch v9, b3, b2
#   b2:
#     v10: i64 = isub v8, v2
#     v11: i32 = invoke upcall.f.1.body v10
#     v12: i1 = ne v11, v3
#     branch unlikely v12, b6, b7
#   b3:
#     v13: i64 = phi v0 from b1, v15 from b7
#     ret v13
#   b4:
#     raise 1
#   b5:
#     jump b1
#   b6:
#     raise v11
#   b7:
#     v14: i64 = result 0 v11
#     v15: i64 = iadd v14, v2
#     jump b3
