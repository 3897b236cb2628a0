# A void function ends without a return.
# signature: void(CPointer(float64))
def f(p):
    p[0] = 1.0
# --- hir
#   f(p: float64*) -> none
#   b0:
#     setitem p, 0, 1.0
#     ret None
