# A dictionary.
# signature: float64(float64)
def f(x):
    values = {1: x, 2: -x}
    return values[1]
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_dict.py:4 in f: can't compile dictionaries
#       4 |     values = {1: x, 2: -x}
#         |              ^^^^^^^^^^^^^
#   write: a chain of `if`, or a NumPy array made outside that is indexed with integers
