# Python's % on floats: the sign of the divisor, and of a zero.
# signature: float64(float64, float64)
def f(x, y):
    return x % y
# --- lir
#   entry upcall.f(f64, f64) -> f64
#   function upcall.f.body(f64, f64) -> f64
#   b0:
#     v0: f64 = fconst 0.0
#     v1: i1 = iconst 1
#     v2: f64 = param 0
#     v3: f64 = param 1
#     v4: f64 = call fmod v2, v3
#     v5: i1 = feq v4, v0
#     v6: i1 = flt v4, v0
#     v7: i1 = flt v3, v0
#     v8: i1 = xor v6, v7
#     v9: i1 = xor v5, v1
#     v10: i1 = and v9, v8
#     v11: f64 = fadd v4, v3
#     v12: f64 = select v10, v11, v4
#     v13: f64 = fcopysign v0, v3
#     v14: f64 = select v5, v13, v12
#     ret v14
