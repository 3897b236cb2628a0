# Python's % on floats: the sign of the divisor, and of a zero.
# signature: float64(float64, float64)
def f(x, y):
    return x % y
# --- lir
#   entry upcall.f(f64, f64) -> f64
#   function upcall.f.body(f64, f64) -> f64
#   b0:
#     v0: f64 = fconst 0.0
#     v1: f64 = fconst 1.0
#     v2: f64 = fconst 0.5
#     v3: f64 = param 0
#     v4: f64 = param 1
#     v5: f64 = call fmod v3, v4
#     v6: i1 = feq v5, v0
#     v7: i1 = flt v4, v0
#     v8: i1 = flt v5, v0
#     v9: i1 = xor v8, v7
#     v10: i1 = fne v5, v0
#     v11: i1 = and v10, v9
#     v12: f64 = fadd v5, v4
#     v13: f64 = select v11, v12, v5
#     v14: f64 = fcopysign v0, v4
#     v15: f64 = select v6, v14, v13
#     v16: f64 = fdiv v3, v4
#     v17: f64 = fsub v3, v5
#     v18: f64 = fdiv v17, v4
#     v19: f64 = fsub v18, v1
#     v20: f64 = select v11, v19, v18
#     v21: f64 = ffloor v20
#     v22: f64 = fsub v20, v21
#     v23: i1 = fgt v22, v2
#     v24: f64 = fadd v21, v1
#     v25: f64 = select v23, v24, v21
#     v26: f64 = fcopysign v0, v16
#     v27: i1 = feq v20, v0
#     v28: f64 = select v27, v26, v25
#     v29: i1 = feq v4, v0
#     v30: f64 = select v29, v16, v28
#     ret v15
