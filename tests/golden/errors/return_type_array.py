# An array is returned where the signature says float.
# signature: float64(CPointer(float64))
from upcall import carray


def f(p):
    a = carray(p, 3)
    return a
# --- error E_RETURN_TYPE
#   return_type_array.py:8 in f: the function returns float64[:], which doesn't convert to the signature's float64
#       8 |     return a
#         |     ^^^^^^^^
#       7 |     a = carray(p, 3)
#         |         ^^^^^^^^^^^^ float64[:]
#   write: a signature with the type that is returned, or a conversion
