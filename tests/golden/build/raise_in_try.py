# A raise with its handler in the same function is a jump.
# signature: int64(int64)
def f(n):
    try:
        if n > 3:
            raise ValueError("large")
    except ValueError:
        return -1
    return n
# --- hir
#   f(n: int64) -> int64
#   b0:
#     v0 = gt n, 3
#     branch v0, b1, b3
#   b1:
#     v1 = exception ValueError 'large'
#     v2 = raised v1
#     v3 = matches v2, ValueError
#     branch v3, b3, b2
#   b2:
#     raise v2
#   b3:
#     v4 = phi b0: n, b1: -1
#     ret v4
