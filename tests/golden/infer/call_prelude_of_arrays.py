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
#     v2: float64[:] = call numpy.asarray, a1
#     v3: int64[:] = call numpy.asarray, a2
#     v4: boolean = call equal_arrays, v2, v3, False
#     ret v4
#
#   equal_arrays(a1: float64[:], a2: int64[:], equal_nan=False) -> boolean
#   b0:
#     v0: (int64,) = getattr a1.shape
#     v1: (int64,) = getattr a2.shape
#     v2: boolean = ne v0, v1
#     branch v2, b4, b1
#   b1:
#     v3: (int64,) = getattr a1.shape
#     v4: ndindex(1) = call numpy.ndindex, v3
#     v5: ndindex(1) = iter v4
#     v6: int64 = iter_count v5
#     jump b2
#   b2:
#     v7: int64 = phi b1: 0, b3: v9
#     v8: boolean = iter_more v7, v6
#     branch v8, b3, b4
#   b3:
#     index: (int64,) = iter_item v5, v7
#     v9: int64 = iter_next v7
#     a: float64 = getitem a1, index
#     b: int64 = getitem a2, index
#     v10: boolean = ne a, b
#     branch v10, b4, b2
#   b4:
#     v11: boolean = phi b0: False, b2: True, b3: False
#     ret v11
