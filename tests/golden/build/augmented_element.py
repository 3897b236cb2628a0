# p[i] += x evaluates p and i once.
# signature: void(CPointer(float64), intc, float64)
def f(p, i, x):
    p[i + 1] += x
# --- hir
#   f(p: float64*, i: int32, x: float64) -> none
#   b0:
#     v0 = add i, 1
#     v1 = getitem p, v0
#     v2 = add v1, x in place
#     setitem p, v0, v2
#     ret None
