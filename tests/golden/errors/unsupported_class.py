# A class inside of a function.
# signature: float64(float64)
def f(x):
    class Point:
        pass

    return x
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_class.py:4 in f: can't compile class definitions
#       4 |     class Point:
#         |     ^^^^^^^^^^^^
#   write: plain functions and tuples
