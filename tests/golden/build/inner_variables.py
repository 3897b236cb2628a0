# An inner function has what its variables hold where it is called, and defaults as they were where it was made.
# signature: float64(float64)
def f(x):
    y = 1.0
    def g(t, *, u=x + 1, v=2):
        return t * y + u * v
    y = x
    x = 3.0
    return g(x) + g(x, u=y)
# --- hir
#   f(x: float64) -> float64
#   b0:
#     v0 = add x, 1
#     g = closure x, v0
#     v1 = call g, 3.0
#     g.1 = closure x, v0
#     v2 = call g.1, 3.0, u=x
#     v3 = add v1, v2
#     ret v3
