# Numbers in another byte order aren't read as if they were in this machine's.
# signature: float64()
import ctypes

n = ctypes.c_double.__ctype_be__(1.0)


def f():
    return n.value
# --- error E_ATTRIBUTE
#   attribute_of_swapped_number.py:9 in f: an instance of c_double_be has no attribute value in compiled code
#       9 |     return n.value
#         |            ^^^^^^^
#   write: another type of ctypes, such as c_double or c_int, in this machine's byte order
