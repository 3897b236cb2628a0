# Functions of one code with other defaults are two functions.
# signature: float64(float64)
def f(x):
    def make(k):
        return lambda y, z=k: y + z

    g = make(1) if x > 0 else make(2)
    return g(x)
# --- error E_FUNCTIONS_MEET
#   functions_meet_defaults.py:7 in f: g is the function <lambda> here and the function <lambda> on another way to the same place
#       7 |     g = make(1) if x > 0 else make(2)
#         |                               ^^^^^^^ the function <lambda>
#         |         ^^^^^^^ the function <lambda>
#   write: the call on each way, g(x) if flag else h(x)
