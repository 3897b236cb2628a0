# That q isn't negative says nothing of i * n, which may have wrapped: so both ends of it are tested before the loop.
# signature: float64(CPointer(float64), int64, int64, int64)
from upcall import carray


def f(p, low, high, n):
    a = carray(p, 100)
    if n >= 0:
        for i in range(low, high):
            q = i * n
            if q >= 0:
                return a[q]
    return -1.0
# --- bound
#   f(p: float64*, low: int64, high: int64, n: int64) -> float64
#   b0:
#     a: float64[:] = call upcall.carray, p, 100  # in range 0x1, not negative 0x1
#     v0: boolean = ge n, 0
#     branch v0, b1, b5
#   b1:
#     v1: range = call builtins.range, low, high
#     v2: uint64 = add low, 268435456
#     v3: boolean = gt v2, 536870912
#     v4: uint64 = add n, 268435456
#     v5: boolean = gt v4, 536870912
#     v6: boolean = or v3, v5
#     v7: int64 = mul low, n
#     v8: boolean = lt v7, 0
#     v9: boolean = or v6, v8
#     v10: uint64 = add high, 268435456
#     v11: boolean = gt v10, 536870912
#     v12: int64 = add high, -1
#     v13: int64 = mul v12, n
#     v14: int64 = mul v13, -1
#     v15: boolean = lt v14, -99
#     v16: boolean = or v11, v15
#     v17: boolean = or v9, v16
#     v18: iterator over range = iter v1
#     v19: int64 = iter_count v18
#     jump b2
#   b2:
#     v20: int64 = phi b1: 0, b3: v22
#     v21: boolean = iter_more v20, v19
#     branch v21, b3, b5
#   b3:
#     i: int64 = iter_item v18, v20
#     v22: int64 = iter_next v20
#     q: int64 = mul i, n
#     v23: boolean = ge q, 0
#     branch v23, b4, b2
#   b4:
#     v24: float64 = getitem a, q  # in range 0x0, not negative 0x1  # index 0 checked where v17
#     jump b5
#   b5:
#     v25: float64 = phi b0: -1.0, b2: -1.0, b4: v24
#     ret v25
