# A float of a closure cell is a value of the environment, an int a constant.
# signature: float64(float64)
def make(factor, count):
    def f(x):
        return x * factor + count

    return f


f = make(2.5, 3)
# --- hir
#   f(x: float64) -> float64
#   b0:
#     v0 = mul x, cell factor
#     v1 = add v0, 3
#     ret v1
