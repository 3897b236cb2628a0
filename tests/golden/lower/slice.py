# A slice clips its bounds; of a constant one little is left.
# signature: float64(float64*, int64, int64)
from upcall import carray


def f(p, n, i):
    return carray(p, n)[i:-1][0]
# --- lir
#   entry upcall.f(ptr, i64, i64) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(ptr, i64, i64) -> f64 raises
#   b0:
#     v0: i64 = iconst 18014398509481983
#     v1: i64 = iconst 0
#     v2: i64 = iconst -1
#     v3: i64 = iconst 8
#     v4: i64 = iconst 1
#     v5: i1 = iconst 0
#     v6: ptr = param 0
#     v7: i64 = param 1
#     v8: i64 = param 2
#     v9: i1 = ugt v7, v0
#     branch unlikely v9, b1, b2
#   b1:
#     v10: i1 = slt v7, v1
#     branch unlikely v10, b3, b4
#   b2:
#     v11: i1 = slt v8, v1
#     v12: i64 = iadd v8, v7
#     v13: i64 = select v11, v12, v8
#     v14: i1 = slt v13, v1
#     v15: i64 = select v14, v1, v13
#     v16: i1 = slt v15, v7
#     v17: i64 = select v16, v15, v7
#     v18: i64 = iadd v7, v2
#     v19: i1 = slt v18, v1
#     v20: i64 = select v19, v1, v18
#     v21: i64 = isub v20, v17
#     v22: i1 = slt v21, v1
#     v23: i64 = select v22, v1, v21
#     v24: i64 = imul v17, v3
#     v25: ptr = ptradd v6, v24
#     v26: i1 = uge v1, v23
#     branch unlikely v26, b5, b6
#   b3:
#     raise 0 at 1
#   b4:
#     raise 1 at 1
#   b5:
#     raise 2 at 2
#   b6:
#     v27: i64 = imul nsw v1, v3
#     v28: ptr = ptradd inbounds v25, v27
#     v29: f64 = load v28, align 1
#     ret v29
