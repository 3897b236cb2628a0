# A callback with a result isn't left without one.
# signature: intc(intc)
import upcall


def f(n):
    raise upcall.Return
# --- error E_EARLY_RETURN
#   early_return_missing.py:7 in f: upcall.Return leaves the callback with int32, not with nothing
#       7 |     raise upcall.Return
#         |     ^^^^^^^^^^^^^^^^^^^
