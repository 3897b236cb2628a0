# An inner function that assigns to a variable of the function round it: a closure has the value alone.
# signature: float64(float64)
def f(x):
    n = 0.0

    def g():
        nonlocal n
        n += x

    g()
    return n
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_nonlocal.py:8 in g: can't compile assigning to a variable of the function round this one
#       8 |         n += x
#         |         ^
#      10 |     g()
#         |     ^^^ g is called here
#   write: to a NumPy array, `total[0] += x`, or return the value
