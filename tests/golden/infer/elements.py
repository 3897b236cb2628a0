# Small integers of memory are ints when they are read.
# signature: int64(CPointer(uint8), CPointer(int16))
from upcall import carray


def f(p, q):
    return p[0] + carray(q, 3)[1]
# --- types
#   f(p: uint8*, q: int16*) -> int64
#   b0:
#     v0: int64 = getitem p, 0
#     v1: int16[:] = call upcall.carray, q, 3
#     v2: int64 = getitem v1, 1
#     v3: int64 = add v0, v2
#     ret v3
