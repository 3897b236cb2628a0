# What raises in between doesn't keep operations apart: the handler doesn't use them.
# signature: double (double *, double *, intp)
from upcall import carray


def f(p, q, n):
    try:
        a = carray(p, n)
        b = carray(q, n)
        b[()] = (a + 1.0) * (b - a)
    except ValueError:
        return 1.0
    return 0.0
# --- fuse
#   f(p: float64*, q: float64*, n: int64) -> float64
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     guard b1, raised: b11
#   b1:
#     b: float64[:] = call upcall.carray, q, n  # in range 0x1, not negative 0x1
#     guard b2, raised: b10
#   b2:
#     v0: float64[:] = add a, 1.0  # fused
#     guard b3, raised: b9
#   b3:
#     v1: float64[:] = sub b, a  # fused
#     guard b4, raised: b8
#   b4:
#     v2: float64[:] = mul v0, v1  # fused
#     guard b5, raised: b7
#   b5:
#     setitem b, (), v2
#     guard b13, raised: b6
#   b6:
#     v3: an exception = caught
#     jump b12
#   b7:
#     v4: an exception = caught
#     jump b12
#   b8:
#     v5: an exception = caught
#     jump b12
#   b9:
#     v6: an exception = caught
#     jump b12
#   b10:
#     v7: an exception = caught
#     jump b12
#   b11:
#     v8: an exception = caught
#     jump b12
#   b12:
#     v9: an exception = phi b6: v3, b7: v4, b8: v5, b9: v6, b10: v7, b11: v8
#     v10: boolean = matches v9, ValueError
#     branch v10, b13, b14
#   b13:
#     v11: float64 = phi b5: 0.0, b12: 1.0
#     ret v11
#   b14:
#     raise v9
