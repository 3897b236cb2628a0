# The numbers of an exception go to an entry of the thread's, and the status says which.
# signature: void(float64, boolean)
def f(x, b):
    raise ValueError(f"{x} is {b}", 7)
# --- lir
#   entry upcall.f(f64, bool) -> void
#   function upcall.f.body(f64, i1, record) -> void raises
#   b0:
#     v0: i64 = iconst 16
#     v1: ptr = record
#     v2: i64 = iconst 24
#     v3: f64 = param 0
#     v4: i1 = param 1
#     v5: i64 = bitcast v3
#     v6: i64 = zext v4
#     v7: ptr = ptradd inbounds v1, v0
#     store v7, v5, align 8
#     v8: ptr = ptradd inbounds v1, v2
#     store v8, v6, align 8
#     raise 0 at 1
