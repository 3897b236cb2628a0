# A row is checked for itself; the element of it too.
# signature: float64(float64*, intc, intc)
from upcall import carray


def f(p, i, j):
    return carray(p, (3, 4))[i][j]
# --- lir
#   entry upcall.f(ptr, i32, i32) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(ptr, i32, i32) -> f64 raises
#   b0:
#     v0: i64 = iconst 3
#     v1: i64 = iconst 4
#     v2: i64 = iconst 8
#     v3: i64 = iconst 0
#     v4: ptr = param 0
#     v5: i32 = param 1
#     v6: i64 = sext v5
#     v7: i32 = param 2
#     v8: i64 = sext v7
#     v9: i64 = imul v2, v1
#     v10: i1 = slt v6, v3
#     v11: i64 = iadd v6, v0
#     v12: i64 = select v10, v11, v6
#     v13: i1 = uge v12, v0
#     branch unlikely v13, b1, b2
#   b1:
#     raise 0 at 1
#   b2:
#     v14: i64 = imul nsw v12, v9
#     v15: ptr = ptradd inbounds v4, v14
#     v16: i1 = slt v8, v3
#     v17: i64 = iadd v8, v1
#     v18: i64 = select v16, v17, v8
#     v19: i1 = uge v18, v1
#     branch unlikely v19, b3, b4
#   b3:
#     raise 0 at 2
#   b4:
#     v20: i64 = imul nsw v18, v2
#     v21: ptr = ptradd inbounds v15, v20
#     v22: f64 = load v21, align 8
#     ret v22
