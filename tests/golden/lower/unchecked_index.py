# The same without checks.
# signature: float64(CPointer(float64), intc, intc)
# options: boundscheck=False
from upcall import carray


def f(p, n, i):
    return carray(p, n)[i]
# --- lir
#   entry upcall.f(ptr, i32, i32) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(ptr, i32, i32) -> f64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = iconst 8
#     v2: ptr = param 0
#     v3: i32 = param 1
#     v4: i64 = sext v3
#     v5: i32 = param 2
#     v6: i64 = sext v5
#     v7: i1 = slt v4, v0
#     branch unlikely v7, b1, b2
#   b1:
#     raise 0 at 1
#   b2:
#     v8: i1 = slt v6, v0
#     v9: i64 = iadd v6, v4
#     v10: i64 = select v8, v9, v6
#     v11: i64 = imul nsw v10, v1
#     v12: ptr = ptradd inbounds v2, v11
#     v13: f64 = load v12, align 1
#     ret v13
