# A tuple that a call in a loop spreads was all that stood before the loop: the block that is left is empty.
# signature: float64(int64, int64, float64)
def f(n, m, x):
    try:
        left = n // m
    except ZeroDivisionError:
        return -1.0
    pair = (x, 2.0)
    while left > 0:
        x += max(*pair)
        left -= 1
    return x
# --- types
#   f(n: int64, m: int64, x: float64) -> float64
#   b0:
#     left: int64 = floordiv n, m
#     guard b1, raised: b4
#   b1:
#     jump b2
#   b2:
#     x.1: float64 = phi b1: x, b3: x.2
#     left.1: int64 = phi b1: left, b3: left.2
#     v0: boolean = gt left.1, 0
#     branch v0, b3, b5
#   b3:
#     v1: float64 = call builtins.max, x, 2.0
#     x.2: float64 = add x.1, v1 in place
#     left.2: int64 = sub left.1, 1 in place
#     jump b2
#   b4:
#     v2: an exception = caught
#     v3: boolean = matches v2, ZeroDivisionError
#     branch v3, b5, b6
#   b5:
#     v4: float64 = phi b2: x.1, b4: -1.0
#     ret v4
#   b6:
#     raise v2
#
#   max_of_two(a: float64, b=2.0) -> float64
#   b0:
#     v0: boolean = gt 2.0, a
#     branch v0, b1, b2
#   b1:
#     v1: float64 = call upcall.prelude.machine.meet, 2.0, a
#     jump b3
#   b2:
#     v2: float64 = call upcall.prelude.machine.meet, a, 2.0
#     jump b3
#   b3:
#     v3: float64 = phi b1: v1, b2: v2
#     ret v3
