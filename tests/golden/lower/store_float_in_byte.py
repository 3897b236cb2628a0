# A float into an integer element goes through int64.
# signature: void(CPointer(uint8), float64)
def f(p, x):
    p[0] = x
# --- lir
#   entry upcall.f(ptr, f64) -> void
#   function upcall.f.body(ptr, f64) -> void
#   b0:
#     v0: i64 = iconst 1
#     v1: i64 = iconst 0
#     v2: ptr = param 0
#     v3: f64 = param 1
#     v4: i64 = fptosi v3
#     v5: i8 = trunc v4
#     v6: i64 = imul nsw v1, v0
#     v7: ptr = ptradd inbounds v2, v6
#     store v7, v5, align 1
#     ret
