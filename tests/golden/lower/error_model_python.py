# With Python's error model a float divisor of 0 raises too; one site for equal errors of one place.
# signature: float64(float64, float64)
# options: error_model="python"
def f(x, y):
    return x / y
# --- lir
#   entry upcall.f(f64, f64) -> f64 error 0x7ff8000000000000
#   function upcall.f.body(f64, f64) -> f64 raises
#   b0:
#     v0: f64 = fconst 0.0
#     v1: f64 = param 0
#     v2: f64 = param 1
#     v3: i1 = feq v2, v0
#     branch unlikely v3, b1, b2
#   b1:
#     raise 0 at 1
#   b2:
#     v4: f64 = fdiv v1, v2
#     ret v4
