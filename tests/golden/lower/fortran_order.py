# farray: the first axis is the fast one; the address goes from the slow axis to the fast.
# signature: void(CPointer(float64), intc, intc)
from upcall import farray


def f(p, m, n):
    a = farray(p, (m, n))
    for j in range(n):
        for i in range(m):
            a[i, j] = 0.0
# --- lir
#   entry upcall.f(ptr, i32, i32) -> void
#   function upcall.f.body(ptr, i32, i32) -> void raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = iconst 1
#     v2: f64 = fconst 0.0
#     v3: i64 = iconst 8
#     v4: ptr = param 0
#     v5: i32 = param 1
#     v6: i64 = sext v5
#     v7: i32 = param 2
#     v8: i64 = sext v7
#     v9: i1 = slt v6, v0
#     branch unlikely v9, b6, b7
#   b1:
#     v10: i64 = phi v12 from b3, v0 from b8
#     v11: i1 = slt v10, v8
#     branch v11, b2, b5
#   b2:
#     v12: i64 = iadd nsw nuw v10, v1
#     v13: i1 = sgt v6, v0
#     v14: i64 = select v13, v6, v0
#     jump b3
#   b3:
#     v15: i64 = phi v0 from b2, v17 from b4
#     v16: i1 = slt v15, v6
#     branch v16, b4, b1
#   b4:
#     v17: i64 = iadd nsw nuw v15, v1
#     v18: i64 = imul v3, v6
#     v19: i64 = imul nsw v10, v18
#     v20: ptr = ptradd inbounds v4, v19
#     v21: i64 = imul nsw v15, v3
#     v22: ptr = ptradd inbounds v20, v21
#     store v22, v2, align 1
#     jump b3
#   b5:
#     ret
#   b6:
#     raise 0 at 1
#   b7:
#     v23: i1 = slt v8, v0
#     branch unlikely v23, b6, b8
#   b8:
#     v24: i1 = sgt v8, v0
#     v25: i64 = select v24, v8, v0
#     jump b1
