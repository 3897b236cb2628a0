# The length of an array is checked when it is unpacked.
# signature: float64(float64*, int64)
from upcall import carray


def f(p, n):
    a, b = carray(p, n)
    return a - b
# --- lir
#   entry upcall.f(ptr, i64) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(ptr, i64) -> f64 raises
#   b0:
#     v0: i64 = iconst 18014398509481983
#     v1: i64 = iconst 0
#     v2: i64 = iconst 2
#     v3: i64 = iconst 1
#     v4: i64 = iconst 8
#     v5: ptr = param 0
#     v6: i64 = param 1
#     v7: i1 = ugt v6, v0
#     branch unlikely v7, b1, b2
#   b1:
#     v8: i1 = slt v6, v1
#     branch unlikely v8, b3, b4
#   b2:
#     v9: i1 = ne v6, v2
#     branch unlikely v9, b5, b6
#   b3:
#     raise 0 at 1
#   b4:
#     raise 1 at 1
#   b5:
#     v10: i1 = eq v6, v1
#     branch unlikely v10, b7, b8
#   b6:
#     v11: i64 = imul nsw v3, v4
#     v12: ptr = ptradd inbounds v5, v11
#     v13: f64 = load v12, align 1
#     v14: i64 = imul nsw v1, v4
#     v15: ptr = ptradd inbounds v5, v14
#     v16: f64 = load v15, align 1
#     v17: f64 = fsub v16, v13
#     ret v17
#   b7:
#     raise 2 at 2
#   b8:
#     v18: i1 = eq v6, v3
#     branch unlikely v18, b9, b10
#   b9:
#     raise 3 at 2
#   b10:
#     raise 4 at 2
