# Where control flow merges, an int is converted to the joined type at the end of its way.
# signature: float64(float64, intc)
def f(x, n):
    y = x
    if n > 0:
        y = n
    return y
# --- lir
#   entry upcall.f(f64, i32) -> f64
#   function upcall.f.body(f64, i32) -> f64
#   b0:
#     v0: i64 = iconst 0
#     v1: f64 = param 0
#     v2: i32 = param 1
#     v3: i64 = sext v2
#     v4: i1 = sgt v3, v0
#     branch v4, b1, b2
#   b1:
#     v5: f64 = sitofp v3
#     jump b2
#   b2:
#     v6: f64 = phi v1 from b0, v5 from b1
#     ret v6
