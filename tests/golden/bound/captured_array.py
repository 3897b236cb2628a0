# The length of a captured array is known.
# signature: float64()
import numpy as np

TABLE = np.arange(12.0)


def f():
    s = 0.0
    for i in range(12):
        s += TABLE[i]
    for i in range(len(TABLE)):
        s -= TABLE[i]
    return s
# --- bound
#   f() -> float64
#   b0:
#     v0: range = call builtins.range, 12
#     v1: iterator over range = iter v0
#     v2: int64 = iter_count v1
#     jump b1
#   b1:
#     s: float64 = phi b0: 0.0, b2: s.1
#     v3: int64 = phi b0: 0, b2: v5
#     v4: boolean = iter_more v3, v2
#     branch v4, b2, b3
#   b2:
#     i: int64 = iter_item v1, v3
#     v5: int64 = iter_next v3
#     v6: float64 = getitem array float64[12], i  # in range 0x1, not negative 0x1
#     s.1: float64 = add s, v6 in place
#     jump b1
#   b3:
#     v7: int64 = call builtins.len, array float64[12]
#     v8: range = call builtins.range, v7
#     v9: iterator over range = iter v8
#     v10: int64 = iter_count v9
#     jump b4
#   b4:
#     s.2: float64 = phi b3: s, b5: s.3
#     v11: int64 = phi b3: 0, b5: v13
#     v12: boolean = iter_more v11, v10
#     branch v12, b5, b6
#   b5:
#     i.1: int64 = iter_item v9, v11
#     v13: int64 = iter_next v11
#     v14: float64 = getitem array float64[12], i.1  # in range 0x1, not negative 0x1
#     s.3: float64 = sub s.2, v14 in place
#     jump b4
#   b6:
#     ret s.2
