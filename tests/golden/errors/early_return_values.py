# upcall.Return has one value.
# signature: intc(intc)
import upcall


def f(n):
    raise upcall.Return(n, n)
# --- error E_EARLY_RETURN
#   early_return_values.py:7 in f: upcall.Return leaves the callback with int32, not with several values
#       7 |     raise upcall.Return(n, n)
#         |           ^^^^^^^^^^^^^^^^^^^
