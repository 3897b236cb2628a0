# A function that may call itself looks at the stack first, and hands its limit on.
# signature: int64(int64)
def f(n):
    return 0 if n == 0 else f(n - 1) + 1
# --- lir
#   entry upcall.f(i64) -> i64 error 0x0
#   function upcall.f.body(i64) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = iconst 1
#     v2: i32 = iconst 0
#     v3: i32 = iconst 262143
#     v4: i32 = iconst 1
#     v5: i64 = param 0
#     v6: i1 = eq v5, v0
#     branch v6, b2, b1
#   b1:
#     v7: i64 = isub v5, v1
#     v8: i64 = iconst 4096
#     v9: i64 = call upcall_stack_limit v8
#     v10: i32 = invoke upcall.f.1.body v7, v9
#     v11: i1 = ne v10, v2
#     branch unlikely v11, b3, b4
#   b2:
#     v12: i64 = phi v0 from b0, v19 from b4
#     ret v12
#   b3:
#     v13: i32 = and v10, v3
#     v14: i32 = isub v13, v4
#     v15: i1 = ult v14, v4
#     v16: i32 = iadd v10, v4
#     v17: i32 = select v15, v16, v10
#     raise v17
#   b4:
#     v18: i64 = result 0 v10
#     v19: i64 = iadd v18, v1
#     jump b2
#   function upcall.f.1.body(i64, i64) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = iconst 1
#     v2: i32 = iconst 0
#     v3: i64 = param 1
#     v4: i64 = stack
#     v5: i1 = ult v4, v3
#     branch unlikely v5, b4, b5
#   b1:
#     v6: i64 = param 0
#     v7: i1 = eq v6, v0
#     branch v7, b3, b2
#   b2:
#     v8: i64 = isub v6, v1
#     v9: i32 = invoke upcall.f.1.body v8, v3
#     v10: i1 = ne v9, v2
#     branch unlikely v10, b6, b7
#   b3:
#     v11: i64 = phi v0 from b1, v13 from b7
#     ret v11
#   b4:
#     raise 1
#   b5:
#     jump b1
#   b6:
#     raise v9
#   b7:
#     v12: i64 = result 0 v9
#     v13: i64 = iadd v12, v1
#     jump b3
