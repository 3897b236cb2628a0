# A constant exponent is unrolled; the products of a float stay pow, but for the square.
# signature: float64(int64, float64)
def f(n, x):
    return n**10 + x**3
# --- lir
#   entry upcall.f(i64, f64) -> f64
#   function upcall.f.body(i64, f64) -> f64
#   b0:
#     v0: f64 = fconst 3.0
#     v1: i64 = param 0
#     v2: f64 = param 1
#     v3: i64 = imul v1, v1
#     v4: i64 = imul v3, v3
#     v5: i64 = imul v4, v4
#     v6: i64 = imul v3, v5
#     v7: f64 = call pow v2, v0
#     v8: f64 = sitofp v6
#     v9: f64 = fadd v8, v7
#     ret v9
