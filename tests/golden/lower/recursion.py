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
#     v3: i64 = iconst 16777216
#     v4: i64 = param 0
#     v5: i1 = eq v4, v0
#     branch v5, b2, b1
#   b1:
#     v6: i64 = isub v4, v1
#     v7: i64 = iconst 4096
#     v8: i64 = call upcall_stack_limit v7
#     v9: ptr = ptradd inbounds v2, v0
#     store v9, v8, align 8
#     v10: i64 = invoke upcall.f.1.body v6
#     v11: i1 = ne v10, v0
#     branch unlikely v11, b3, b4
#   b2:
#     v12: i64 = phi v0 from b0, v18 from b4
#     ret v12
#   b3:
#     v13: i64 = isub v10, v3
#     v14: i1 = ult v13, v3
#     v15: i64 = iadd v10, v3
#     v16: i64 = select v14, v15, v10
#     raise v16
#   b4:
#     v17: i64 = result 0 v10
#     v18: i64 = iadd v17, v1
#     jump b2
#   function upcall.f.1.body(i64, record) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: ptr = record
#     v2: i64 = iconst 1
#     v3: ptr = ptradd inbounds v1, v0
#     v4: i64 = load v3, align 8
#     v5: i64 = stack
#     v6: i1 = ult v5, v4
#     branch unlikely v6, b4, b5
#   b1:
#     v7: i64 = param 0
#     v8: i1 = eq v7, v0
#     branch v8, b3, b2
#   b2:
#     v9: i64 = isub v7, v2
#     v10: i64 = invoke upcall.f.1.body v9
#     v11: i1 = ne v10, v0
#     branch unlikely v11, b6, b7
#   b3:
#     v12: i64 = phi v0 from b1, v14 from b7
#     ret v12
#   b4:
#     raise 0 at 1
#   b5:
#     jump b1
#   b6:
#     raise v10
#   b7:
#     v13: i64 = result 0 v10
#     v14: i64 = iadd v13, v2
#     jump b3
