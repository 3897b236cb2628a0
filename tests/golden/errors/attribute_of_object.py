# What code that isn't a property's computes when it is read isn't frozen.
# signature: float64(float64)
import functools


class Box:
    @functools.cached_property
    def size(self):
        return 2.0


box = Box()


def f(x):
    return x * box.size
# --- error E_ATTRIBUTE
#   attribute_of_object.py:16 in f: an instance of Box has no attribute size in compiled code
#      16 |     return x * box.size
#         |                ^^^^^^^^
#   write: numbers as globals, plain attributes, a tuple or a NumPy array; other objects are Python's alone
