# raise ends a way through the function; the exception has a type that no variable gets.
# signature: float64(float64)
def f(x):
    if x < 0:
        raise ValueError("negative")
    return x
# --- types
#   f(x: float64) -> float64
#   b0:
#     v0: boolean = lt x, 0
#     branch v0, b1, b2
#   b1:
#     v1: an exception = exception ValueError 'negative'
#     raise v1
#   b2:
#     ret x
