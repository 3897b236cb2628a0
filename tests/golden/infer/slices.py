# What is packed of a part of an array: as much as follows from its type.
# signature: float64(float64*, int64)
from upcall import carray, farray


def f(p, n):
    a = carray(p, (n, 4))
    b = farray(p, (4, n))
    rows = a[1:]
    columns = a[:, 1:]
    every_second = a[::2]
    column = a[:, 0]
    new = a[0][:, None]
    first = b[:, 2:]
    part = b[1:, :]
    return rows[0, 0] + columns[0, 0] + every_second[0, 0] + column[0] + new[0, 0] + first[0, 0] + part[0, 0] + a[..., 0, None][0, 0]
# --- types
#   f(p: float64*, n: int64) -> float64
#   b0:
#     v0: (int64, int64) = tuple n, 4
#     a: float64[:, :] = call upcall.carray, p, v0
#     v1: (int64, int64) = tuple 4, n
#     b: float64[:, :] in Fortran order = call upcall.farray, p, v1
#     rows: float64[:, :] = getitem a, slice(1, None, None)
#     columns: float64[:, :] strided, the last 1 packed = getitem a, (slice(None, None, None), slice(1, None, None))
#     every_second: float64[:, :] strided, the last 1 packed = getitem a, slice(None, None, 2)
#     column: float64[:] strided = getitem a, (slice(None, None, None), 0)
#     v2: float64[:] = getitem a, 0
#     new: float64[:, :] = getitem v2, (slice(None, None, None), None)
#     first: float64[:, :] in Fortran order = getitem b, (slice(None, None, None), slice(2, None, None))
#     part: float64[:, :] strided, the first 1 packed = getitem b, (slice(1, None, None), slice(None, None, None))
#     v3: float64 = getitem rows, (0, 0)
#     v4: float64 = getitem columns, (0, 0)
#     v5: float64 = add v3, v4
#     v6: float64 = getitem every_second, (0, 0)
#     v7: float64 = add v5, v6
#     v8: float64 = getitem column, 0
#     v9: float64 = add v7, v8
#     v10: float64 = getitem new, (0, 0)
#     v11: float64 = add v9, v10
#     v12: float64 = getitem first, (0, 0)
#     v13: float64 = add v11, v12
#     v14: float64 = getitem part, (0, 0)
#     v15: float64 = add v13, v14
#     v16: float64[:, :] strided, the last 1 packed = getitem a, (..., 0, None)
#     v17: float64 = getitem v16, (0, 0)
#     v18: float64 = add v15, v17
#     ret v18
