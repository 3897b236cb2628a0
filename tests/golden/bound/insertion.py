# A while loop downwards, left at -1 at the earliest.
# signature: void(CPointer(float64), int64)
from upcall import carray


def f(p, n):
    a = carray(p, n)
    for i in range(1, n):
        x = a[i]
        j = i - 1
        while j >= 0 and a[j] > x:
            a[j + 1] = a[j]
            j -= 1
        a[j + 1] = x
# --- bound
#   f(p: float64*, n: int64) -> none
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     v0: range = call builtins.range, 1, n
#     v1: iterator over range = iter v0
#     v2: int64 = iter_count v1
#     jump b1
#   b1:
#     v3: int64 = phi b0: 0, b6: v5
#     v4: boolean = iter_more v3, v2
#     branch v4, b2, b7
#   b2:
#     i: int64 = iter_item v1, v3
#     v5: int64 = iter_next v3
#     x: float64 = getitem a, i  # in range 0x1, not negative 0x1
#     j: int64 = sub i, 1
#     jump b3
#   b3:
#     j.1: int64 = phi b2: j, b5: j.2
#     v6: boolean = ge j.1, 0
#     branch v6, b4, b6
#   b4:
#     v7: float64 = getitem a, j.1  # in range 0x1, not negative 0x1
#     v8: boolean = gt v7, x
#     branch v8, b5, b6
#   b5:
#     v9: float64 = getitem a, j.1  # in range 0x1, not negative 0x1
#     v10: int64 = add j.1, 1
#     setitem a, v10, v9  # in range 0x1, not negative 0x1
#     j.2: int64 = sub j.1, 1 in place
#     jump b3
#   b6:
#     v11: int64 = add j.1, 1
#     setitem a, v11, x  # in range 0x1, not negative 0x1
#     jump b1
#   b7:
#     ret None
