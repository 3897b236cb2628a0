# The 2-D loop of the manual: all four indices are in range.
# signature: void(CPointer(float64), CPointer(float64), intc, intc)
from upcall import carray


def f(in_, out, m, n):
    in_array = carray(in_, (m, n))
    out_array = carray(out, (m, n))
    for i in range(m):
        for j in range(n):
            out_array[i, j] = 2 * in_array[i, j]
# --- bound
#   f(in_: float64*, out: float64*, m: int32, n: int32) -> none
#   b0:
#     v0: (int64, int64) = tuple m, n
#     in_array: float64[:, :] = call upcall.carray, in_, v0  # in range 0x3, not negative 0x0
#     v1: (int64, int64) = tuple m, n
#     out_array: float64[:, :] = call upcall.carray, out, v1  # in range 0x3, not negative 0x3
#     v2: range = call builtins.range, m
#     v3: iterator over range = iter v2
#     v4: int64 = iter_count v3
#     jump b1
#   b1:
#     v5: int64 = phi b0: 0, b3: v7
#     v6: boolean = iter_more v5, v4
#     branch v6, b2, b5
#   b2:
#     i: int64 = iter_item v3, v5
#     v7: int64 = iter_next v5
#     v8: range = call builtins.range, n
#     v9: iterator over range = iter v8
#     v10: int64 = iter_count v9
#     jump b3
#   b3:
#     v11: int64 = phi b2: 0, b4: v13
#     v12: boolean = iter_more v11, v10
#     branch v12, b4, b1
#   b4:
#     j: int64 = iter_item v9, v11
#     v13: int64 = iter_next v11
#     v14: (int64, int64) = tuple i, j
#     v15: float64 = getitem in_array, v14  # in range 0x3, not negative 0x3
#     v16: float64 = mul 2, v15
#     v17: (int64, int64) = tuple i, j
#     setitem out_array, v17, v16  # in range 0x3, not negative 0x3
#     jump b3
#   b5:
#     ret None
