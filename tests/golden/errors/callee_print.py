# print: what to do instead.
# signature: float64(float64)
def f(x):
    print(x)
    return x
# --- error E_CALLEE
#   callee_print.py:4 in f: can't compile a call of the function print
#       4 |     print(x)
#         |     ^^^^^^^^
#   write: what is to be seen into a NumPy array, and print that from Python
