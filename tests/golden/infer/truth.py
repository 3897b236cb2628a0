# not and bool() give a bool, and so do comparisons.
# signature: boolean(int64, float64)
def f(i, x):
    a = not i
    b = i != 3
    c = x >= 1.0
    return bool(x) if a else not (b == c)
# --- types
#   f(i: int64, x: float64) -> boolean
#   b0:
#     a: boolean = not i
#     b: boolean = ne i, 3
#     c: boolean = ge x, 1.0
#     branch a, b1, b2
#   b1:
#     v0: boolean = truth x
#     jump b3
#   b2:
#     v1: boolean = eq b, c
#     v2: boolean = not v1
#     jump b3
#   b3:
#     v3: boolean = phi b1: v0, b2: v2
#     ret v3
