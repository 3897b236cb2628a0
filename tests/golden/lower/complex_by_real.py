# A real operand has no imaginary part; a constant power is CPython's products, which begin with 1.
# signature: complex128(complex128, float64)
def f(z, x):
    return x - z / x + z**3


# --- lir
#   entry upcall.f({f64, f64}, f64) -> {f64, f64}
#   function upcall.f.body(f64, f64, f64) -> (f64, f64)
#   b0:
#     v0: f64 = fconst 1.0
#     v1: f64 = fconst 0.0
#     v2: f64 = param 0
#     v3: f64 = param 1
#     v4: f64 = param 2
#     v5: f64 = fdiv v3, v4
#     v6: f64 = fdiv v2, v4
#     v7: f64 = fsub v4, v6
#     v8: f64 = fneg v5
#     v9: f64 = fmul v0, v2
#     v10: f64 = fmul v1, v3
#     v11: f64 = fmul v0, v3
#     v12: f64 = fmul v1, v2
#     v13: f64 = fadd v11, v12
#     v14: f64 = fsub v9, v10
#     v15: f64 = fmul v2, v2
#     v16: f64 = fmul v3, v3
#     v17: f64 = fmul v2, v3
#     v18: f64 = fadd v17, v17
#     v19: f64 = fsub v15, v16
#     v20: f64 = fmul v14, v19
#     v21: f64 = fmul v13, v18
#     v22: f64 = fmul v14, v18
#     v23: f64 = fmul v13, v19
#     v24: f64 = fadd v22, v23
#     v25: f64 = fsub v20, v21
#     v26: f64 = fadd v8, v24
#     v27: f64 = fadd v7, v25
#     ret v27, v26
