# A loop goes over functions that have captured a variable, and changes it.
# signature: int64(int64, int64)
def f(n, i):
    s = 0
    g = lambda: i
    for h in (g, g):
        s += h()
        i = s
    return s
# --- error E_CAPTURE_CHANGES
#   capture_changes_iterated.py:8 in f: i changes after an inner function has captured it
#       8 |         i = s
#         |         ^
#       7 |         s += h()
#         |              ^^^ <lambda> is called here
#   write: the value as an argument of the inner function
