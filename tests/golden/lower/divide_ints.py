# int / int: a divisor of 0 raises, then both become floats.
# signature: float64(int64, intc)
def f(a, b):
    return a / b
# --- lir
#   entry upcall.f(i64, i32) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(i64, i32) -> f64 raises
#   b0:
#     v0: i64 = iconst 0
#     v1: i64 = param 0
#     v2: i32 = param 1
#     v3: i64 = sext v2
#     v4: i1 = eq v3, v0
#     branch unlikely v4, b1, b2
#   b1:
#     raise 0 at 1
#   b2:
#     v5: f64 = sitofp v1
#     v6: f64 = sitofp v3
#     v7: f64 = fdiv v5, v6
#     ret v7
