# How many rounds a range with any step has.
# signature: int64(intc, intc, intc)
def f(a, b, step):
    total = 0
    for i in range(a, b, step):
        total += i
    return total
# --- lir
#   entry upcall.f(i32, i32, i32) -> i64 error 0x0
#   function upcall.f.body(i32, i32, i32) -> i64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = iconst 1
#     v2: i64 = iconst 9223372036854775807
#     v3: i32 = param 0
#     v4: i64 = sext v3
#     v5: i32 = param 1
#     v6: i64 = sext v5
#     v7: i32 = param 2
#     v8: i64 = sext v7
#     v9: i1 = eq v8, v0
#     branch unlikely v9, b4, b5
#   b1:
#     v10: i64 = phi v16 from b2, v0 from b5
#     v11: i64 = phi v15 from b2, v0 from b5
#     v12: i1 = slt v11, v29
#     branch v12, b2, b3
#   b2:
#     v13: i64 = imul v11, v8
#     v14: i64 = iadd v4, v13
#     v15: i64 = iadd nsw nuw v11, v1
#     v16: i64 = iadd v10, v14
#     jump b1
#   b3:
#     ret v10
#   b4:
#     raise 0 at 1
#   b5:
#     v17: i1 = slt v8, v0
#     v18: i64 = isub v0, v8
#     v19: i64 = select v17, v18, v8
#     v20: i64 = select v17, v6, v4
#     v21: i64 = select v17, v4, v6
#     v22: i1 = sgt v21, v20
#     v23: i64 = isub v21, v20
#     v24: i64 = isub v23, v1
#     v25: i64 = udiv v24, v19
#     v26: i64 = iadd v25, v1
#     v27: i1 = slt v26, v0
#     v28: i64 = select v27, v2, v26
#     v29: i64 = select v22, v28, v0
#     jump b1
