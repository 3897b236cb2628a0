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
#     v2: i64 = iconst 8
#     v3: ptr = record
#     v4: i64 = iconst 16777216
#     v5: i64 = param 0
#     v6: i1 = eq v5, v0
#     branch v6, b2, b1
#   b1:
#     v7: i64 = isub v5, v1
#     v8: i64 = iconst 4096
#     v9: i64 = call upcall_stack_limit v8
#     v10: ptr = ptradd inbounds v3, v2
#     store v10, v9, align 8
#     v11: i64 = invoke upcall.f.1.body v7
#     v12: i1 = ne v11, v0
#     branch unlikely v12, b3, b4
#   b2:
#     v13: i64 = phi v0 from b0, v19 from b4
#     ret v13
#   b3:
#     v14: i64 = isub v11, v4
#     v15: i1 = ult v14, v4
#     v16: i64 = iadd v11, v4
#     v17: i64 = select v15, v16, v11
#     raise v17
#   b4:
#     v18: i64 = result 0 v11
#     v19: i64 = iadd v18, v1
#     jump b2
#   function upcall.f.1.body(i64, record) -> i64 raises
#   b0:
#     v0: i64 = iconst 8
#     v1: ptr = record
#     v2: i64 = iconst 0
#     v3: i64 = iconst 1
#     v4: ptr = ptradd inbounds v1, v0
#     v5: i64 = load v4, align 8
#     v6: i64 = stack
#     v7: i1 = ult v6, v5
#     branch unlikely v7, b4, b5
#   b1:
#     v8: i64 = param 0
#     v9: i1 = eq v8, v2
#     branch v9, b3, b2
#   b2:
#     v10: i64 = isub v8, v3
#     v11: i64 = invoke upcall.f.1.body v10
#     v12: i1 = ne v11, v2
#     branch unlikely v12, b6, b7
#   b3:
#     v13: i64 = phi v2 from b1, v15 from b7
#     ret v13
#   b4:
#     raise 0 at 1
#   b5:
#     jump b1
#   b6:
#     raise v11
#   b7:
#     v14: i64 = result 0 v11
#     v15: i64 = iadd v14, v3
#     jump b3
