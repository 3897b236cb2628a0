# An int beyond 64 bits is a weak float beside floats; what it is compared with stays an int.
# signature: float64(float32, int64)
def f(x, n):
    if n < 10**30:
        return x * (2 * 10**30)
    return 2**70
# --- types
#   f(x: float32, n: int64) -> float64
#   b0:
#     v0: boolean = lt n, 1000000000000000000000000000000
#     branch v0, b1, b2
#   b1:
#     v1: float32 = mul x, 2000000000000000000000000000000
#     jump b2
#   b2:
#     v2: float64 = phi b0: 1180591620717411303424, b1: v1
#     ret v2
