# Records, their fields, and arrays and records inside them.
# signature: float64(Record(n[type=int32;offset=0],v[type=nestedarray(float64, (2, 3));offset=8];56;True)*, intc)
from upcall import carray


def f(p, i):
    a = carray(p, 8)
    return a[i].v[1, 2] + p[i].v[i][0] + a["n"][i] + a.v[i, 0, 1]
# --- types
#   f(p: Record(n[type=int32;offset=0],v[type=nestedarray(float64, (2, 3));offset=8];56;True)*, i: int32) -> float64
#   b0:
#     a: Record(n[type=int32;offset=0],v[type=nestedarray(float64, (2, 3));offset=8];56;True)[:] = call upcall.carray, p, 8
#     v0: Record(n[type=int32;offset=0],v[type=nestedarray(float64, (2, 3));offset=8];56;True) = getitem a, i
#     v1: float64[:, :] = getattr v0.v
#     v2: float64 = getitem v1, (1, 2)
#     v3: Record(n[type=int32;offset=0],v[type=nestedarray(float64, (2, 3));offset=8];56;True) = getitem p, i
#     v4: float64[:, :] = getattr v3.v
#     v5: float64[:] = getitem v4, i
#     v6: float64 = getitem v5, 0
#     v7: float64 = add v2, v6
#     v8: int32[:] strided = getattr a.n
#     v9: int64 = getitem v8, i
#     v10: float64 = add v7, v9
#     v11: float64[:, :, :] strided, the last 2 packed = getattr a.v
#     v12: (int64, int64, int64) = tuple i, 0, 1
#     v13: float64 = getitem v11, v12
#     v14: float64 = add v10, v13
#     ret v14
