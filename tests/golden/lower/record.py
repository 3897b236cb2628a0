# A record is its address; a field is loaded and stored where it lies, whatever its alignment; an assignment copies all of it.
# signature: float64(Record(n[type=int32;offset=0],x[type=float64;offset=4];12;False)*, intc)
from upcall import carray


def f(p, i):
    r = carray(p, 8)[i]
    r.x += r["n"]
    p[0] = r
    return p[1].x
# --- lir
#   entry upcall.f(ptr, i32) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(ptr, i32) -> f64 raises
#   b0:
#     v0: i64 = iconst 8
#     v1: i64 = iconst 12
#     v2: i64 = iconst 0
#     v3: i64 = iconst 4
#     v4: i64 = iconst 1
#     v5: ptr = param 0
#     v6: i32 = param 1
#     v7: i64 = sext v6
#     v8: i1 = slt v7, v2
#     v9: i64 = iadd v7, v0
#     v10: i64 = select v8, v9, v7
#     v11: i1 = uge v10, v0
#     branch unlikely v11, b1, b2
#   b1:
#     raise 0 at 1
#   b2:
#     v12: i64 = imul nsw v10, v1
#     v13: ptr = ptradd inbounds v5, v12
#     v14: ptr = ptradd inbounds v13, v3
#     v15: f64 = load v14, align 1
#     v16: i32 = load v13, align 1
#     v17: i64 = sext v16
#     v18: f64 = sitofp v17
#     v19: f64 = fadd v15, v18
#     store v14, v19, align 1
#     v20: i64 = imul nsw v2, v1
#     v21: ptr = ptradd inbounds v5, v20
#     v22: i64 = load v13, align 1
#     v23: ptr = ptradd inbounds v13, v0
#     v24: i32 = load v23, align 1
#     store v21, v22, align 1
#     v25: ptr = ptradd inbounds v21, v0
#     store v25, v24, align 1
#     v26: i64 = imul nsw v4, v1
#     v27: ptr = ptradd inbounds v5, v26
#     v28: ptr = ptradd inbounds v27, v3
#     v29: f64 = load v28, align 1
#     ret v29
