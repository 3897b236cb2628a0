# NumPy raises OverflowError for a Python number that an element can't hold, a float cut off.
# signature: void(CPointer(uint8))
from upcall import carray


def f(p):
    carray(p, 3)[0] = 300.7
# --- error E_CONSTANT_HELD
#   constant_held.py:7 in f: uint8 can't hold the constant 300.7
#       7 |     carray(p, 3)[0] = 300.7
#         |     ^^^^^^^^^^^^^^^
#   write: a constant that fits, or its low bits, as in 300 & 255
