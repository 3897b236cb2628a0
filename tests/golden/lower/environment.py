# A float of a closure cell is read from the environment.
# signature: float64(float64)
def make(factor):
    def f(x):
        return x * factor

    return f


f = make(2.5)
# --- lir
#   entry upcall.f(f64) -> f64
#   function upcall.f.body(f64) -> f64
#   b0:
#     v0: f64 = param 0
#     v1: f64 = env 16
#     v2: f64 = fmul v0, v1
#     ret v2
