# The plain formula: what CPython 3.14 recovers of infinities it leaves nan, as NumPy's.
# signature: complex128(complex128, complex128)
def f(a, b):
    return a * b


# --- lir
#   entry upcall.f({f64, f64}, {f64, f64}) -> {f64, f64}
#   function upcall.f.body(f64, f64, f64, f64) -> (f64, f64)
#   b0:
#     v0: f64 = param 0
#     v1: f64 = param 1
#     v2: f64 = param 2
#     v3: f64 = param 3
#     v4: f64 = fmul v0, v2
#     v5: f64 = fmul v1, v3
#     v6: f64 = fmul v0, v3
#     v7: f64 = fmul v1, v2
#     v8: f64 = fadd v6, v7
#     v9: f64 = fsub v4, v5
#     ret v9, v8
