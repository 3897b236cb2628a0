# No test before the loop helps an index that is -1 at its start, nor one with an element read in it.
# signature: float64(CPointer(float64), int64, CPointer(int64))
from upcall import carray


def f(p, n, q):
    a = carray(p, n)
    s = 0.0
    for i in range(n):
        low = q[i]
        s += a[i - 1] + a[i + low]
    return s
# --- bound
#   f(p: float64*, n: int64, q: int64*) -> float64
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     v0: range = call builtins.range, n
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
#     low: int64 = getitem q, i
#     v6: int64 = sub i, 1
#     v7: float64 = getitem a, v6
#     v8: int64 = add i, low
#     v9: float64 = getitem a, v8
#     v10: float64 = add v7, v9
#     s.1: float64 = add s, v10 in place
#     jump b1
#   b3:
#     ret s
