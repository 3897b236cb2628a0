# Additions that other threads don't come between: the index is checked, the number converted, nothing else.
# signature: int64_t f(int32_t counts[4], double *p, int64_t i)
from upcall import atomic_add


def f(counts, p, i):
    atomic_add(p, i, 1)
    return atomic_add(counts, i, 2)
# --- types
#   f(counts: int32*, p: float64*, i: int64) -> int64
#   b0:
#     v0: int32[:] = call (parameter).view, counts, 4
#     v1: float64 = atomic_add p, i, 1
#     v2: int64 = atomic_add v0, i, 2
#     ret v2
# --- lir
#   entry upcall.f(ptr, ptr, i64) -> i64 error 0x0
#   function upcall.f.body(ptr, ptr, i64) -> i64 raises
#   b0:
#     v0: i64 = iconst 4
#     v1: i64 = iconst 0
#     v2: i64 = iconst 8
#     v3: f64 = fconst 1.0
#     v4: i32 = iconst 2
#     v5: ptr = param 0
#     v6: ptr = param 1
#     v7: i64 = param 2
#     v8: ptr = null
#     v9: i1 = ne v5, v8
#     v10: i64 = select v9, v0, v1
#     v11: i64 = imul nsw v7, v2
#     v12: ptr = ptradd inbounds v6, v11
#     v13: f64 = atomic_add v12, v3, align 8
#     v14: i1 = slt v7, v1
#     v15: i64 = iadd v7, v10
#     v16: i64 = select v14, v15, v7
#     v17: i1 = uge v16, v10
#     branch unlikely v17, b1, b2
#   b1:
#     raise 0 at 1
#   b2:
#     v18: i64 = imul nsw v16, v0
#     v19: ptr = ptradd inbounds v5, v18
#     v20: i32 = atomic_add v19, v4, align 4
#     v21: i64 = sext v20
#     ret v21
