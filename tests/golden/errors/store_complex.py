# A complex number where a float lies: the caret stands under the value.
# signature: void(float64*, int64)
from upcall import carray


def f(p, n):
    carray(p, n)[0] = 2j
# --- error E_STORE
#   store_complex.py:7 in f: complex128 can't be stored where float64 lies
#       7 |     carray(p, n)[0] = 2j
#         |                       ^^
