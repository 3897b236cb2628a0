# The numbers of an exception go to an entry of the thread's, and the status says which.
# signature: void(float64, boolean)
def f(x, b):
    raise ValueError(f"{x} is {b}", 7)
# --- lir
#   entry upcall.f(f64, bool) -> void
#   function upcall.f.body(f64, i1) -> void raises
#   b0:
#     v0: i32 = iconst 805306369
#     v1: i64 = iconst 8
#     v2: i64 = iconst 16
#     v3: f64 = param 0
#     v4: i1 = param 1
#     v5: i8 = zext v4
#     v6: i8 = zext v4
#     v7: ptr = call upcall_raised v0
#     v8: ptr = ptradd inbounds v7, v1
#     store v8, v3, align 8
#     v9: ptr = ptradd inbounds v7, v2
#     store v9, v6, align 1
#     v10: i32 = load v7, align 4
#     raise v10
