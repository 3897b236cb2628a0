# Views with other axes, shapes and elements: what of them is packed.
# signature: float64(float64*, int64)
import numpy as np
from upcall import carray


def f(p, n):
    a = carray(p, (n, 3, 4))
    b = np.moveaxis(a, 0, -1)
    c = a.transpose(2, 1, 0)
    d = np.expand_dims(a[0], (0, 2))
    e = a[:, :1].squeeze(1)
    g = np.flip(a, 0)
    h = a.reshape(-1, 12)
    i = np.broadcast_to(h[0], (n, 12))
    j = h.diagonal(1)
    k = h[:, 2:4].view(np.complex128)
    m = k.imag
    return b[0, 0, 0] + c[0, 0, 0] + d[0, 0, 0, 0] + e[0, 0] + g[0, 0, 0] + i[0, 0] + j[0] + m[0, 0]
# --- types
#   f(p: float64*, n: int64) -> float64
#   b0:
#     v0: (int64, int64, int64) = tuple n, 3, 4
#     a: float64[:, :, :] = call upcall.carray, p, v0
#     b: float64[:, :, :] strided = call numpy.moveaxis, a, 0, -1
#     v1: the method transpose = getattr a.transpose
#     c: float64[:, :, :] in Fortran order = call v1, a, 2, 1, 0
#     v2: float64[:, :] = getitem a, 0
#     d: float64[:, :, :, :] = call numpy.expand_dims, v2, (0, 2)
#     v3: float64[:, :, :] strided, the last 2 packed = getitem a, (slice(None, None, None), slice(None, 1, None))
#     v4: the method squeeze = getattr v3.squeeze
#     e: float64[:, :] strided, the last 1 packed = call v4, v3, 1
#     g: float64[:, :, :] strided, the last 2 packed = call numpy.flip, a, 0
#     v5: the method reshape = getattr a.reshape
#     h: float64[:, :] = call v5, a, -1, 12
#     v6: float64[:] = getitem h, 0
#     v7: (int64, int64) = tuple n, 12
#     i: float64[:, :] strided read-only = call numpy.broadcast_to, v6, v7
#     v8: the method diagonal = getattr h.diagonal
#     j: float64[:] strided read-only = call v8, h, 1
#     v9: float64[:, :] strided, the last 1 packed = getitem h, (slice(None, None, None), slice(2, 4, None))
#     v10: the method view = getattr v9.view
#     k: complex128[:, :] strided, the last 1 packed = call v10, v9, complex128
#     m: float64[:, :] strided = getattr k.imag
#     v11: float64 = getitem b, (0, 0, 0)
#     v12: float64 = getitem c, (0, 0, 0)
#     v13: float64 = add v11, v12
#     v14: float64 = getitem d, (0, 0, 0, 0)
#     v15: float64 = add v13, v14
#     v16: float64 = getitem e, (0, 0)
#     v17: float64 = add v15, v16
#     v18: float64 = getitem g, (0, 0, 0)
#     v19: float64 = add v17, v18
#     v20: float64 = getitem i, (0, 0)
#     v21: float64 = add v19, v20
#     v22: float64 = getitem j, 0
#     v23: float64 = add v21, v22
#     v24: float64 = getitem m, (0, 0)
#     v25: float64 = add v23, v24
#     ret v25
#
#   diagonal(a: float64[:, :], offset=1, axis1=0, axis2=1) -> float64[:] strided read-only
#   b0:
#     v0: float64[:, :] = call numpy.asarray, a
#     matrices: float64[:, :] = call numpy.moveaxis, v0, (0, 1), (-2, -1)
#     v1: int64 = call builtins.max, -1, 0
#     v2: slice = slice v1, None, None
#     v3: int64 = call builtins.max, 1, 0
#     v4: slice = slice v3, None, None
#     v5: (..., slice, slice) = tuple ..., v2, v4
#     part: float64[:, :] strided, the last 1 packed = getitem matrices, v5
#     v6: (int64, int64) = getattr part.shape
#     columns: int64 = unpack v6 -1 of 2 or more
#     rows: int64 = unpack v6 -2 of 2 or more
#     lengths: [] = rest v6 0 of 2
#     v7: (int64, int64) = getattr part.strides
#     right: int64 = unpack v7 -1 of 2 or more
#     down: int64 = unpack v7 -2 of 2 or more
#     strides: [] = rest v7 0 of 2
#     v8: int64 = call builtins.min, rows, columns
#     v9: (int64,) = tuple v8
#     v10: (int64,) = splice lengths, v9
#     v11: int64 = add down, right
#     v12: (int64,) = tuple v11
#     v13: (int64,) = splice strides, v12
#     line: float64[:] strided = call upcall.prelude.machine.strided, part, v10, v13
#     v14: (int64,) = getattr line.shape
#     v15: float64[:] strided read-only = call numpy.broadcast_to, line, v14
#     ret v15
#
#   max_of_two(a=-1, b=0) -> int64
#   b0:
#     v0: int64 = call upcall.prelude.machine.meet, 0, -1
#     ret v0
#
#   max_of_two(a=1, b=0) -> int64
#   b0:
#     v0: int64 = call upcall.prelude.machine.meet, 1, 0
#     ret v0
#
#   min_of_two(a: int64, b: int64) -> int64
#   b0:
#     v0: boolean = lt b, a
#     branch v0, b1, b2
#   b1:
#     v1: int64 = call upcall.prelude.machine.meet, b, a
#     jump b3
#   b2:
#     v2: int64 = call upcall.prelude.machine.meet, a, b
#     jump b3
#   b3:
#     v3: int64 = phi b1: v1, b2: v2
#     ret v3
