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
#     v4: i1 = iconst 1
#     v5: i32 = iconst 2
#     v6: ptr = param 0
#     v7: ptr = param 1
#     v8: i64 = param 2
#     v9: ptr = null
#     v10: i1 = ne v6, v9
#     v11: i64 = select v10, v0, v1
#     v12: i64 = imul nsw v8, v2
#     v13: ptr = ptradd inbounds v7, v12
#     v14: f64 = atomic_add v13, v3, align 8
#     v15: i1 = slt v8, v1
#     v16: i64 = iadd v8, v11
#     v17: i64 = select v15, v16, v8
#     v18: i1 = uge v17, v11
#     branch unlikely v18, b1, b2
#   b1:
#     v19: i1 = xor v10, v4
#     branch unlikely v19, b3, b4
#   b2:
#     v20: i64 = imul nsw v17, v0
#     v21: ptr = ptradd inbounds v6, v20
#     v22: i32 = atomic_add v21, v5, align 4
#     v23: i64 = sext v22
#     ret v23
#   b3:
#     raise 0 at 1
#   b4:
#     raise 1 at 1
