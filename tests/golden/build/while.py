# A while loop tests at one place, whatever the version does.
# signature: int64(int64, int64)
def f(a, b):
    while b:
        a, b = b, a % b
    return a
# --- hir
#   f(a: int64, b: int64) -> int64
#   b0:
#     jump b1
#   b1:
#     a.1 = phi b0: a, b2: b.1
#     b.1 = phi b0: b, b2: b.2
#     v0 = truth b.1
#     branch v0, b2, b3
#   b2:
#     b.2 = mod a.1, b.1
#     jump b1
#   b3:
#     ret a.1
