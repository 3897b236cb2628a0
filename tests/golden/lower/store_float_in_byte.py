# A float into an integer element goes through int32, or int64 where int32 is too small for the element.
# signature: void(CPointer(uint8), CPointer(uint32), float64)
def f(p, q, x):
    p[0] = x
    q[0] = x
# --- lir
#   entry upcall.f(ptr, ptr, f64) -> void
#   function upcall.f.body(ptr, ptr, f64) -> void
#   b0:
#     v0: i64 = iconst 1
#     v1: i64 = iconst 0
#     v2: i64 = iconst 4
#     v3: ptr = param 0
#     v4: ptr = param 1
#     v5: f64 = param 2
#     v6: i32 = fptosi v5
#     v7: i8 = trunc v6
#     v8: i64 = imul nsw v1, v0
#     v9: ptr = ptradd inbounds v3, v8
#     store v9, v7, align 1
#     v10: i64 = fptosi v5
#     v11: i32 = trunc v10
#     v12: i64 = imul nsw v1, v2
#     v13: ptr = ptradd inbounds v4, v12
#     store v13, v11, align 4
#     ret
