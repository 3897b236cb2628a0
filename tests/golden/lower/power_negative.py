# An int to a negative constant power is a float; 0 has none.
# signature: float64(int64)
def f(n):
    return n**-2
# --- lir
#   entry upcall.f(i64) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(i64) -> f64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: f64 = fconst -2.0
#     v2: i64 = param 0
#     v3: i1 = eq v2, v0
#     branch unlikely v3, b1, b2
#   b1:
#     raise 0 at 1
#   b2:
#     v4: f64 = sitofp v2
#     v5: f64 = call pow v4, v1
#     ret v5
