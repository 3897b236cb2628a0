# The neighbours of what lies between the ends: no check is left.
# signature: void(CPointer(float64), CPointer(float64), intc)
from upcall import carray


def f(p, q, n):
    a = carray(p, n)
    b = carray(q, n)
    for i in range(1, n - 1):
        b[i] = a[i - 1] + a[i] + a[i + 1]
# --- bound
#   f(p: float64*, q: float64*, n: int32) -> none
#   b0:
#     a: float64[:] = call upcall.carray, p, n  # in range 0x1, not negative 0x0
#     b: float64[:] = call upcall.carray, q, n  # in range 0x1, not negative 0x1
#     v0: int64 = sub n, 1
#     v1: range = call builtins.range, 1, v0
#     v2: iterator over range = iter v1
#     v3: int64 = iter_count v2
#     jump b1
#   b1:
#     v4: int64 = phi b0: 0, b2: v6
#     v5: boolean = iter_more v4, v3
#     branch v5, b2, b3
#   b2:
#     i: int64 = iter_item v2, v4
#     v6: int64 = iter_next v4
#     v7: int64 = sub i, 1
#     v8: float64 = getitem a, v7  # in range 0x1, not negative 0x1
#     v9: float64 = getitem a, i  # in range 0x1, not negative 0x1
#     v10: float64 = add v8, v9
#     v11: int64 = add i, 1
#     v12: float64 = getitem a, v11  # in range 0x1, not negative 0x1
#     v13: float64 = add v10, v12
#     setitem b, i, v13  # in range 0x1, not negative 0x1
#     jump b1
#   b3:
#     ret None
