# A slot without a value, as Python sees it: there is no such attribute.
# signature: float64(float64)
class Slots:
    __slots__ = ("rate",)


slots = Slots()


def f(x):
    return x * slots.rate
# --- error E_ATTRIBUTE
#   attribute_of_object_slot.py:11 in f: an instance of Slots has no attribute rate in compiled code
#      11 |     return x * slots.rate
#         |                ^^^^^^^^^^
#   write: numbers as globals, plain attributes, a tuple or a NumPy array; other objects are Python's alone
