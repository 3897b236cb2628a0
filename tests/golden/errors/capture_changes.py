# An inner function has the value that its variable had when it was made; Python's would see the change.
# signature: float64(float64)
def f(x):
    y = 1.0

    def g():
        return y

    y = x
    return g()
# --- error E_CAPTURE_CHANGES
#   capture_changes.py:9 in f: y changes after an inner function has captured it
#       9 |     y = x
#         |     ^
#   write: the value as an argument of the inner function
