# What one nest uses twice is computed once an element, and what something else looks at, too, is in memory.
# signature: double (double *, double *, intp)
from upcall import carray


def f(p, q, n):
    a = carray(p, n)
    b = carray(q, n)
    d = a - b
    b[()] = d * d
    e = a * 2.0
    b += e
    return e[0]
# --- fuse
#   f(p: float64*, q: float64*, n: int64) -> float64
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     b: float64[:] = call upcall.carray, q, n  # in range 0x1, not negative 0x1
#     d: float64[:] = sub a, b  # fused
#     v0: float64[:] = mul d, d  # fused
#     setitem b, (), v0
#     e: float64[:] = mul a, 2.0
#     b.1: float64[:] = add b, e in place
#     v1: float64 = getitem e, 0  # in range 0x0, not negative 0x1
#     ret v1
