# A store converts to the element's type; it has no value.
# signature: void(float32*, int64)
from upcall import carray


def f(p, n):
    a = carray(p, n)
    a[0] = n
    a[1] += 0.5
# --- types
#   f(p: float32*, n: int64) -> none
#   b0:
#     a: float32[:] = call upcall.carray, p, n
#     setitem a, 0, n
#     v0: float32 = getitem a, 1
#     v1: float32 = add v0, 0.5 in place
#     setitem a, 1, v1
#     ret None
