# A variable that holds one of two sets.
# signature: boolean(int64, int64)
def f(x, y):
    few = {x, y} if x else {y}
    return x in few
# --- hir
#   f(x: int64, y: int64) -> boolean
#   b0:
#     v0 = truth x
#     branch v0, b1, b2
#   b1:
#     v1 = set x, y
#     jump b3
#   b2:
#     v2 = set y
#     jump b3
#   b3:
#     few = phi b1: v1, b2: v2
#     v3 = contains x, few
#     ret v3
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_set.py:4 in f: can't compile sets
#       4 |     few = {x, y} if x else {y}
#         |           ^^^^^^
#   write: a tuple (a, b); of sets compiled code knows only whether something is in one, x in {a, b}
