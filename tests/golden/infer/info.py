# Attributes of np.finfo and np.iinfo are constants, weak or not, that types tell.
# signature: float64(float32*, uint8*)
import numpy as np
from upcall import carray


def f(p, q):
    a, b = carray(p, 3), carray(q, 3)
    return a[0] * np.finfo(a.dtype).eps + b[0] * np.iinfo(b.dtype).max
# --- types
#   f(p: float32*, q: uint8*) -> float64
#   b0:
#     a: float32[:] = call upcall.carray, p, 3
#     b: uint8[:] = call upcall.carray, q, 3
#     v0: float32 = getitem a, 0
#     v1: the type float32 = getattr a.dtype
#     v2: an np.finfo = call the class finfo, v1
#     v3: float32 = getattr v2.eps
#     v4: float32 = mul v0, v3
#     v5: int64 = getitem b, 0
#     v6: the type uint8 = getattr b.dtype
#     v7: an np.iinfo = call the class iinfo, v6
#     v8: int64 = getattr v7.max
#     v9: int64 = mul v5, v8
#     v10: float64 = add v4, v9
#     ret v10
