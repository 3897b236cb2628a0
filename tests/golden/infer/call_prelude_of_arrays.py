# A function of arrays that is written in the language.
# signature: boolean(float64*, int64*)
import numpy as np

from upcall import carray


def f(p, q):
    return np.array_equal(carray(p, 3), carray(q, 3))
# --- types
#   f(p: float64*, q: int64*) -> boolean
#   b0:
#     v0: float64[:] = call upcall.carray, p, 3
#     v1: int64[:] = call upcall.carray, q, 3
#     v2: boolean = call numpy.array_equal, v0, v1
#     ret v2
#
#   array_equal(a1: float64[:], a2: int64[:], equal_nan=False) -> boolean
#   b0:
#     v0: int64 = call numpy.ndim, a1
#     v1: int64 = call numpy.ndim, a2
#     v2: (int64,) = getattr a1.shape
#     v3: (int64,) = getattr a2.shape
#     v4: boolean = ne v2, v3
#     branch v4, b4, b1
#   b1:
#     v5: (int64,) = getattr a1.shape
#     v6: ndindex(1) = call numpy.ndindex, v5
#     v7: ndindex(1) = iter v6
#     v8: int64 = iter_count v7
#     jump b2
#   b2:
#     v9: int64 = phi b1: 0, b3: v11
#     v10: boolean = iter_more v9, v8
#     branch v10, b3, b4
#   b3:
#     index: (int64,) = iter_item v7, v9
#     v11: int64 = iter_next v9
#     a: float64 = getitem a1, index
#     b: int64 = getitem a2, index
#     v12: boolean = ne a, b
#     branch v12, b4, b2
#   b4:
#     v13: boolean = phi b0: False, b2: True, b3: False
#     ret v13
