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
#     v3: i64 = iconst 32
#     v4: i64 = iconst 0
#     v5: ptr = param 0
#     v6: i32 = param 1
#     v7: i64 = sext v6
#     v8: i32 = param 2
#     v9: i64 = sext v8
#     v10: i1 = slt v7, v4
#     v11: i64 = iadd v7, v0
#     v12: i64 = select v10, v11, v7
#     v13: i1 = uge v12, v0
#     branch unlikely v13, b1, b2
#   b1:
#     raise 0 at 1
#   b2:
#     v14: i64 = imul nsw v12, v3
#     v15: ptr = ptradd inbounds v5, v14
#     v16: i1 = slt v9, v4
#     v17: i64 = iadd v9, v1
#     v18: i64 = select v16, v17, v9
#     v19: i1 = uge v18, v1
#     branch unlikely v19, b3, b4
#   b3:
#     raise 0 at 2
#   b4:
#     v20: i64 = imul nsw v18, v2
#     v21: ptr = ptradd inbounds v15, v20
#     v22: f64 = load v21, align 1
#     ret v22
