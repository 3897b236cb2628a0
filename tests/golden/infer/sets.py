# Constants of a set aren't weak: a float32 is compared with them in double, as their hashes are.
# signature: boolean(float32, int64)
def f(y, n):
    return y in {0.1, 7} or y in {2.5, n}
# --- types
#   f(y: float32, n: int64) -> boolean
#   b0:
#     v0: boolean = contains y, (7, 0.1)
#     branch v0, b2, b1
#   b1:
#     v1: (float64, int64) = tuple 2.5, n
#     v2: boolean = contains y, v1
#     jump b2
#   b2:
#     v3: boolean = phi b0: v0, b1: v2
#     ret v3
