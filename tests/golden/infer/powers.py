# int ** int is an int, but a float for a negative constant.
# signature: float64(int64, int64)
def f(a, b):
    return a**2 + a**b + a**-1
# --- types
#   f(a: int64, b: int64) -> float64
#   b0:
#     v0: int64 = pow a, 2
#     v1: int64 = pow a, b
#     v2: int64 = add v0, v1
#     v3: float64 = pow a, -1
#     v4: float64 = add v2, v3
#     ret v4
