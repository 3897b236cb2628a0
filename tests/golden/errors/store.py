# An array where one number lies.
# signature: void(CPointer(float64))
from upcall import carray


def f(p):
    a = carray(p, 3)
    a[0] = a
# --- error E_STORE
#   store.py:8 in f: float64[:] can't be stored where float64 lies
#       8 |     a[0] = a
#         |            ^ float64[:], from line 7
