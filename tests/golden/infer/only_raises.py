# Nothing comes behind the call of a function that only raises: what it would be joins with nothing.
# signature: float64(float64)
def fail(x):
    raise ValueError("negative")

def f(x):
    y = x if x >= 0 else fail(x)
    return y * 2
# --- types
#   f(x: float64) -> float64
#   b0:
#     v0: boolean = ge x, 0
#     branch v0, b1, b2
#   b1:
#     v1: float64 = mul x, 2
#     ret v1
#   b2:
#     v2: none = call fail, x
#     stop
#
#   fail(x: float64) -> none
#   b0:
#     v0: an exception = exception ValueError 'negative'
#     raise v0
