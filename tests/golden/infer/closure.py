# An inner function is what it captures: the call knows the function from the type.
# signature: float64(float64)
def f(x):
    y = x * 2

    def inner(z):
        return y + z

    return inner(x)
# --- types
#   f(x: float64) -> float64
#   b0:
#     y: float64 = mul x, 2
#     inner: the function inner = closure y
#     v0: float64 = call inner, x
#     ret v0
#
#   inner(z: float64, y: float64) -> float64
#   b0:
#     v0: float64 = add y, z
#     ret v0
