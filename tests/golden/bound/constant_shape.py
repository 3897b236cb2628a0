# Lengths and ranges that are constants.
# signature: void(CPointer(float64))
from upcall import carray


def f(p):
    a = carray(p, (3, 4))
    for i in range(3):
        for j in range(5):
            a[i, j] = a[2, 3]
# --- bound
#   f(p: float64*) -> none
#   b0:
#     a: float64[:, :] = call upcall.carray, p, (3, 4)  # in range 0x3, not negative 0x3
#     v0: range = call builtins.range, 3
#     v1: iterator over range = iter v0
#     v2: int64 = iter_count v1
#     jump b1
#   b1:
#     v3: int64 = phi b0: 0, b3: v5
#     v4: boolean = iter_more v3, v2
#     branch v4, b2, b5
#   b2:
#     i: int64 = iter_item v1, v3
#     v5: int64 = iter_next v3
#     v6: range = call builtins.range, 5
#     v7: iterator over range = iter v6
#     v8: int64 = iter_count v7
#     jump b3
#   b3:
#     v9: int64 = phi b2: 0, b4: v11
#     v10: boolean = iter_more v9, v8
#     branch v10, b4, b1
#   b4:
#     j: int64 = iter_item v7, v9
#     v11: int64 = iter_next v9
#     v12: float64 = getitem a, (2, 3)  # in range 0x3, not negative 0x3
#     v13: (int64, int64) = tuple i, j
#     setitem a, v13, v12  # in range 0x1, not negative 0x3
#     jump b3
#   b5:
#     ret None
