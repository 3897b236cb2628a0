# The call goes to the handler, and nowhere else.
# signature: float64(float64)
def fail():
    raise ValueError("negative")

def f(x):
    try:
        return fail() + x
    except ValueError:
        return 1.0
# --- types
#   f(x: float64) -> float64
#   b0:
#     v0: none = call fail
#     guard b1, raised: b2
#   b1:
#     stop
#   b2:
#     v1: an exception = caught
#     v2: boolean = matches v1, ValueError
#     branch v2, b3, b4
#   b3:
#     ret 1.0
#   b4:
#     raise v1
#
#   fail() -> none
#   b0:
#     v0: an exception = exception ValueError 'negative'
#     raise v0
