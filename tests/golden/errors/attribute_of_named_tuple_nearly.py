# The name of a field, not quite.
# signature: float64(float64)
from collections import namedtuple

Options = namedtuple("Options", "tolerance steps")
DEFAULTS = Options(0.5, 3)


def f(x):
    return DEFAULTS.tolerence * x
# --- error E_ATTRIBUTE
#   attribute_of_named_tuple_nearly.py:10 in f: Options(tolerance: float64, steps: int64) has no attribute tolerence in compiled code
#      10 |     return DEFAULTS.tolerence * x
#         |            ^^^^^^^^^^^^^^^^^^
#   write: tolerance
