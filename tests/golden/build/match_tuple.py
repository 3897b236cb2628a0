# A pattern of another length is never looked at.
# signature: int64(int64, int64)
def f(n, k):
    match (n, k):
        case (a, b, c):
            return missing
        case (0, y):
            return y
        case (x, *rest) if x > 3:
            return x
    return -1
# --- hir
#   f(n: int64, k: int64) -> int64
#   b0:
#     v0 = tuple n, k
#     y = unpack v0 1 of 2
#     v1 = unpack v0 0 of 2
#     v2 = eq v1, 0
#     branch v2, b3, b1
#   b1:
#     x = unpack v0 0 of 1 or more
#     v3 = gt x, 3
#     branch v3, b3, b2
#   b2:
#     jump b3
#   b3:
#     v4 = phi b0: y, b1: x, b2: -1
#     ret v4
