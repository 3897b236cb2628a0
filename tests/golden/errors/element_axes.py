# What has more axes than the array doesn't get into it.
# signature: void(double*)
from upcall import carray


def f(p):
    a = carray(p, 3)
    a += carray(p, (2, 3))
# --- error E_ELEMENT_AXES
#   element_axes.py:8 in f: non-broadcastable output operand: the result of 'add' has 2 axes, and float64[:] has 1
#       8 |     a += carray(p, (2, 3))
#         |     ^^^^^^^^^^^^^^^^^^^^^^
#   write: the operation without an output operand, which makes a new array
