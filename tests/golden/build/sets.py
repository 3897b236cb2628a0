# Whether something is in a set is the same question as for a tuple; another set stays one, which infer refuses.
# signature: boolean(int64, int64)
KNOWN = frozenset({"x", 7, "a", 2.5})


def f(x, y):
    few = {1, 2, 3}
    other = {x, y} if x else {y}
    return x in {4, 5} or y not in {x, y} or x in KNOWN or y in few or x in other
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
#     other = phi b1: v1, b2: v2
#     v3 = contains x, (4, 5)
#     branch v3, b8, b4
#   b4:
#     v4 = tuple x, y
#     v5 = contains y, v4
#     v6 = not v5
#     branch v6, b8, b5
#   b5:
#     v7 = contains x, (7, 2.5, 'a', 'x')
#     branch v7, b8, b6
#   b6:
#     v8 = contains y, (1, 2, 3)
#     branch v8, b8, b7
#   b7:
#     v9 = contains x, other
#     jump b8
#   b8:
#     v10 = phi b3: v3, b4: v6, b5: v7, b6: v8, b7: v9
#     ret v10
