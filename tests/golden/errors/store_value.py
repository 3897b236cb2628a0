# A complex number doesn't fit where a Value holds an integer.
# signature: void(int64)
from upcall import Value

COUNT = Value(0)


def f(n):
    COUNT.value = n + 1j
# --- error E_STORE
#   store_value.py:9 in f: complex128 can't be stored where int64 lies
#       9 |     COUNT.value = n + 1j
#         |                   ^^^^^^
