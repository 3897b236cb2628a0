# The numbers of an exception go to an entry of the thread's, and the status says which.
# signature: void(float64, boolean)
def f(x, b):
    raise ValueError(f"{x} is {b}", 7)
# --- lir
#   entry upcall.f(f64, bool) -> void
#   function upcall.f.body(f64, i1, record) -> void raises
#   b0:
#     v0: i32 = iconst 805306369
#     v1: i32 = iconst 0
#     v2: i64 = iconst 0
#     v3: i64 = iconst 16
#     v4: ptr = record
#     v5: i64 = iconst 24
#     v6: f64 = param 0
#     v7: i1 = param 1
#     v8: i64 = bitcast v6
#     v9: i64 = zext v7
#     v10: ptr = ptradd inbounds v4, v3
#     store v10, v8, align 8
#     v11: ptr = ptradd inbounds v4, v5
#     store v11, v9, align 8
#     raise 1
