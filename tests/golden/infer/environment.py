# A float of a closure cell is a value of the environment.
# signature: float64(float64)
def make():
    scale = 2.5

    def f(x):
        return x * scale

    return f


f = make()
# --- types
#   f(x: float64) -> float64
#   b0:
#     v0: float64 = mul x, cell scale
#     ret v0
