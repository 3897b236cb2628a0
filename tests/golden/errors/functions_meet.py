# Which function is called must be known now.
# signature: float64(float64)
def half(x):
    return x / 2
def f(x):
    g = half if x > 1 else abs
    return g(x)
# --- error E_FUNCTIONS_MEET
#   functions_meet.py:6 in f: g is builtins.abs here and the function half on another way to the same place
#       6 |     g = half if x > 1 else abs
#         |                            ^^^ builtins.abs
#         |         ^^^^ the function half
#   write: the call on each way, g(x) if flag else h(x)
