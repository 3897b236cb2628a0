# Additions to fields of a struct: the field's address, nothing else.
# signature: int64(Record(x[type=float64;offset=0],n[type=int32;offset=8];16;True)*)
from upcall import atomic_add


def f(p):
    atomic_add(p, "x", 1)
    return atomic_add(p, "n", 2)
# --- types
#   f(p: Record(x[type=float64;offset=0],n[type=int32;offset=8];16;True)*) -> int64
#   b0:
#     v0: float64 = atomic_field p.x, 1
#     v1: int64 = atomic_field p.n, 2
#     ret v1
# --- lir
#   entry upcall.f(ptr) -> i64
#   function upcall.f.body(ptr) -> i64
#   b0:
#     v0: f64 = fconst 1.0
#     v1: i64 = iconst 8
#     v2: i32 = iconst 2
#     v3: ptr = param 0
#     v4: f64 = atomic_add v3, v0, align 8
#     v5: ptr = ptradd inbounds v3, v1
#     v6: i32 = atomic_add v5, v2, align 4
#     v7: i64 = sext v6
#     ret v7
