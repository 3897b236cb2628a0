# A function comes from two ways, and a variable that it uses changes before it is called.
# signature: int64(int64, int64)
def f(n, i):
    g = lambda a: a + i
    if n:
        h = g
    else:
        h = g
        n = 2
    i = 7
    return h(n)
# --- error E_CAPTURE_CHANGES
#   capture_changes_chosen.py:10 in f: i changes after an inner function has captured it
#      10 |     i = 7
#         |     ^
#      11 |     return h(n)
#         |            ^^^^ <lambda> is called here
#   write: the value as an argument of the inner function
