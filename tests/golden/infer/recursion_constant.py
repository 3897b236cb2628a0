# A constant that a recursion passes on as it is stays one; what changes from turn to turn is data.
# signature: float64(float64*, intc)
from upcall import carray


def power_sum(exponent, at, first, *others):
    s = float(at)
    for x in first:
        s += x**exponent
    return s + power_sum(exponent, at + 1, *others) if others else s


def f(p, n):
    a = carray(p, n)
    return power_sum(2, 0, a, a, a)


# --- types
#   f(p: float64*, n: int32) -> float64
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     v0: float64 = call power_sum, 2, 0, a, a, a
#     ret v0
#
#   power_sum(exponent=2, at=0, first: float64[:], others: (float64[:], float64[:])) -> float64
#   b0:
#     s: float64 = call builtins.float, 0
#     v0: iterator over float64[:] = iter first
#     v1: int64 = iter_count v0
#     jump b1
#   b1:
#     s.1: float64 = phi b0: s, b2: s.2
#     v2: int64 = phi b0: 0, b2: v4
#     v3: boolean = iter_more v2, v1
#     branch v3, b2, b3
#   b2:
#     x: float64 = iter_item v0, v2
#     v4: int64 = iter_next v2
#     v5: float64 = pow x, 2
#     s.2: float64 = add s.1, v5 in place
#     jump b1
#   b3:
#     v6: float64[:] = unpack others 0 of 2
#     v7: float64[:] = unpack others 1 of 2
#     v8: float64 = call power_sum, 2, 1, v6, v7
#     v9: float64 = add s.1, v8
#     ret v9
#
#   power_sum(exponent=2, at: int64, first: float64[:], others: (float64[:],)) -> float64
#   b0:
#     s: float64 = call builtins.float, at
#     v0: iterator over float64[:] = iter first
#     v1: int64 = iter_count v0
#     jump b1
#   b1:
#     s.1: float64 = phi b0: s, b2: s.2
#     v2: int64 = phi b0: 0, b2: v4
#     v3: boolean = iter_more v2, v1
#     branch v3, b2, b3
#   b2:
#     x: float64 = iter_item v0, v2
#     v4: int64 = iter_next v2
#     v5: float64 = pow x, 2
#     s.2: float64 = add s.1, v5 in place
#     jump b1
#   b3:
#     v6: int64 = add at, 1
#     v7: float64[:] = unpack others 0 of 1
#     v8: float64 = call power_sum, 2, v6, v7
#     v9: float64 = add s.1, v8
#     ret v9
#
#   power_sum(exponent=2, at: int64, first: float64[:], others: ()) -> float64
#   b0:
#     s: float64 = call builtins.float, at
#     v0: iterator over float64[:] = iter first
#     v1: int64 = iter_count v0
#     jump b1
#   b1:
#     s.1: float64 = phi b0: s, b2: s.2
#     v2: int64 = phi b0: 0, b2: v4
#     v3: boolean = iter_more v2, v1
#     branch v3, b2, b3
#   b2:
#     x: float64 = iter_item v0, v2
#     v4: int64 = iter_next v2
#     v5: float64 = pow x, 2
#     s.2: float64 = add s.1, v5 in place
#     jump b1
#   b3:
#     ret s.1
