# A range that goes down by one: the element is start - position.
# signature: void(CPointer(float64), intc)
def f(p, n):
    for i in range(n - 1, -1, -1):
        p[i] = i
# --- lir
#   entry upcall.f(ptr, i32) -> void
#   function upcall.f.body(ptr, i32) -> void
#   b0:
#     v0: i64 = iconst 1
#     v1: i64 = iconst -1
#     v2: i64 = iconst 0
#     v3: i64 = iconst 9223372036854775807
#     v4: i64 = iconst 8
#     v5: ptr = param 0
#     v6: i32 = param 1
#     v7: i64 = sext v6
#     v8: i64 = isub v7, v0
#     v9: i1 = sgt v8, v1
#     v10: i64 = isub v8, v1
#     v11: i1 = slt v10, v2
#     v12: i64 = select v11, v3, v10
#     v13: i64 = select v9, v12, v2
#     jump b1
#   b1:
#     v14: i64 = phi v8 from b0, v16 from b2
#     v15: i1 = sgt v14, v1
#     branch v15, b2, b3
#   b2:
#     v16: i64 = iadd nsw v14, v1
#     v17: f64 = sitofp v14
#     v18: i64 = imul nsw v14, v4
#     v19: ptr = ptradd inbounds v5, v18
#     store v19, v17, align 8
#     jump b1
#   b3:
#     ret
