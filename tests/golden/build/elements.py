# Elements of two views, read and written.
# signature: void(CPointer(float64), CPointer(float64), intc, intc)
from upcall import carray


def f(in_, out, m, n):
    in_array = carray(in_, (m, n))
    out_array = carray(out, (m, n))
    for i in range(m):
        for j in range(n):
            out_array[i, j] = 2 * in_array[i, j]
# --- hir
#   f(in_: float64*, out: float64*, m: int32, n: int32) -> none
#   b0:
#     v0 = tuple m, n
#     in_array = call upcall.carray, in_, v0
#     v1 = tuple m, n
#     out_array = call upcall.carray, out, v1
#     v2 = call builtins.range, m
#     v3 = iter v2
#     v4 = iter_count v3
#     jump b1
#   b1:
#     v5 = phi b0: 0, b3: v7
#     v6 = iter_more v5, v4
#     branch v6, b2, b5
#   b2:
#     i = iter_item v3, v5
#     v7 = iter_next v5
#     v8 = call builtins.range, n
#     v9 = iter v8
#     v10 = iter_count v9
#     jump b3
#   b3:
#     v11 = phi b2: 0, b4: v13
#     v12 = iter_more v11, v10
#     branch v12, b4, b1
#   b4:
#     j = iter_item v9, v11
#     v13 = iter_next v11
#     v14 = tuple i, j
#     v15 = getitem in_array, v14
#     v16 = mul 2, v15
#     v17 = tuple i, j
#     setitem out_array, v17, v16
#     jump b3
#   b5:
#     ret None
