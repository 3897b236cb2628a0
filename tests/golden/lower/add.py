# Two numbers added: nothing but the addition is left.
# signature: float64(float64, float64)
def f(x, y):
    return x + y
# --- lir
#   entry upcall.f(f64, f64) -> f64
#   function upcall.f.body(f64, f64) -> f64
#   b0:
#     v0: f64 = param 0
#     v1: f64 = param 1
#     v2: f64 = fadd v0, v1
#     ret v2
