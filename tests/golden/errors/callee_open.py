# open: files are Python's.
# signature: float64(float64)
def f(x):
    open("numbers.txt")
    return x
# --- error E_CALLEE
#   callee_open.py:4 in f: can't compile a call of the function open
#       4 |     open("numbers.txt")
#         |     ^^^^^^^^^^^^^^^^^^^
#   write: the reading outside of the callback, into a NumPy array that it captures
