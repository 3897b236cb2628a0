# CPython's // on floats: the quotient of what fmod leaves, rounded.
# signature: float64(float64, float64)
def f(x, y):
    return x // y
# --- lir
#   entry upcall.f(f64, f64) -> f64
#   function upcall.f.body(f64, f64) -> f64
#   b0:
#     v0: f64 = fconst 1.0
#     v1: f64 = fconst 0.5
#     v2: f64 = fconst 0.0
#     v3: i1 = iconst 1
#     v4: f64 = param 0
#     v5: f64 = param 1
#     v6: f64 = call fmod v4, v5
#     v7: i1 = feq v6, v2
#     v8: i1 = flt v6, v2
#     v9: i1 = flt v5, v2
#     v10: i1 = xor v8, v9
#     v11: i1 = xor v7, v3
#     v12: i1 = and v11, v10
#     v13: f64 = fdiv v4, v5
#     v14: f64 = fsub v4, v6
#     v15: f64 = fdiv v14, v5
#     v16: f64 = fsub v15, v0
#     v17: f64 = select v12, v16, v15
#     v18: f64 = ffloor v17
#     v19: f64 = fsub v17, v18
#     v20: i1 = fgt v19, v1
#     v21: f64 = fadd v18, v0
#     v22: f64 = select v20, v21, v18
#     v23: i1 = feq v17, v2
#     v24: f64 = fcopysign v2, v13
#     v25: f64 = select v23, v24, v22
#     v26: i1 = feq v5, v2
#     v27: f64 = select v26, v13, v25
#     ret v27
