# None is the null pointer, and any pointer is a voidptr.
# signature: voidptr(float64*, voidptr, intc)
def f(p, q, n):
    if n == 0:
        return None
    if n == 1:
        return q
    return p
# --- types
#   f(p: float64*, q: voidptr, n: int32) -> voidptr
#   b0:
#     v0: boolean = eq n, 0
#     branch v0, b3, b1
#   b1:
#     v1: boolean = eq n, 1
#     branch v1, b3, b2
#   b2:
#     jump b3
#   b3:
#     v2: voidptr = phi b0: None, b1: q, b2: p
#     ret v2
