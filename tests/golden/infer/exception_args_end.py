# No exception gets to this e.args whose arguments are known: nor does anything behind it run.
# signature: int64(int64)
def helper(n):
    if n > 3:
        raise ValueError(n)
    return n


def f(n):
    try:
        return helper(2) // n
    except ValueError as error:
        for i in range(error.args[0]):
            n += i
        return n
# --- types
#   f(n: int64) -> int64
#   b0:
#     v0: int64 = call helper, 2
#     guard b1, raised: b4
#   b1:
#     v1: int64 = floordiv v0, n
#     guard b2, raised: b3
#   b2:
#     ret v1
#   b3:
#     v2: an exception = caught
#     jump b5
#   b4:
#     v3: an exception = caught
#     jump b5
#   b5:
#     error: an exception = phi b3: v2, b4: v3
#     v4: boolean = matches error, ValueError
#     branch v4, b6, b7
#   b6:
#     v5: none = getattr error.args
#     stop v5
#   b7:
#     raise error
#
#   helper(n=2) -> int64
#   b0:
#     ret 2
