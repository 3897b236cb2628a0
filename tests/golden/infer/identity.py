# `is` compares with None; as a condition it decides, as a value it is a bool.
# signature: boolean(float64*, voidptr)
def f(p, q):
    if p is None:
        return False
    return q is not None
# --- types
#   f(p: float64*, q: voidptr) -> boolean
#   b0:
#     v0: boolean = is p, None
#     branch v0, b2, b1
#   b1:
#     v1: boolean = is_not q, None
#     jump b2
#   b2:
#     v2: boolean = phi b0: False, b1: v1
#     ret v2
