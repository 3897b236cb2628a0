# A call of another cfunc by keyword: C has none.
# signature: float64(float64)
from upcall import cfunc


@cfunc("float64(float64, intc)")
def power(x, n):
    return x**n


def f(x):
    return power(x, n=2)
# --- error E_CALL
#   call.py:12 in f: the function power is a cfunc and takes no keyword arguments
#      12 |     return power(x, n=2)
#         |            ^^^^^^^^^^^^^
#   write: power(x, n)
