# What infer makes of a guarded call, or of a guarded element, may be something that raises nothing: an operator, a flag.
# signature: float64(float64*, int64, float64)
import operator

from upcall import carray


def f(p, n, x):
    a = carray(p, n)
    try:
        if a.flags["C_CONTIGUOUS"]:
            x = operator.add(x, 1.0)
    except KeyError:
        return -1.0
    return x
# --- types
#   f(p: float64*, n: int64, x: float64) -> float64
#   b0:
#     a: float64[:] = call upcall.carray, p, n
#     v0: the flags of float64[:] = getattr a.flags
#     v1: boolean = getattr v0.c_contiguous
#     guard b1, raised: b3
#   b1:
#     v2: boolean = truth v1
#     branch v2, b2, b4
#   b2:
#     x.1: float64 = add x, 1.0
#     jump b4
#   b3:
#     v3: an exception = caught
#     v4: boolean = matches v3, KeyError
#     branch v4, b4, b5
#   b4:
#     v5: float64 = phi b1: x, b2: x.1, b3: -1.0
#     ret v5
#   b5:
#     raise v3
