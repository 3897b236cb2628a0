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
#   array_equal(a1: float64[:], a2: int64[:]) -> boolean
#   b0:
#     v0: int64 = getattr a1.ndim
#     v1: int64 = getattr a2.ndim
#     v2: boolean = ne v0, v1
#     branch v2, b5, b1
#   b1:
#     v3: (int64,) = getattr a1.shape
#     v4: (int64,) = getattr a2.shape
#     v5: boolean = ne v3, v4
#     branch v5, b5, b2
#   b2:
#     v6: (int64,) = getattr a1.shape
#     v7: ndindex(1) = call numpy.ndindex, v6
#     v8: ndindex(1) = iter v7
#     v9: int64 = iter_count v8
#     jump b3
#   b3:
#     v10: int64 = phi b2: 0, b4: v12
#     v11: boolean = iter_more v10, v9
#     branch v11, b4, b5
#   b4:
#     index: (int64,) = iter_item v8, v10
#     v12: int64 = iter_next v10
#     v13: float64 = getitem a1, index
#     v14: int64 = getitem a2, index
#     v15: boolean = ne v13, v14
#     branch v15, b5, b3
#   b5:
#     v16: boolean = phi b0: False, b1: False, b3: True, b4: False
#     ret v16
