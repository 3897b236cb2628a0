# A part of a tuple is a tuple; membership is a bool.
# signature: int64(int64, float64)
def f(n, x):
    t = (n, x, 3, 4)
    part = t[1:]
    return n if x in part else part[2]
# --- types
#   f(n: int64, x: float64) -> int64
#   b0:
#     t: (int64, float64, int64, int64) = tuple n, x, 3, 4
#     part: (float64, int64, int64) = getitem t, slice(1, None, None)
#     v0: boolean = contains x, part
#     branch v0, b2, b1
#   b1:
#     v1: int64 = getitem part, 2
#     jump b2
#   b2:
#     v2: int64 = phi b0: n, b1: v1
#     ret v2
