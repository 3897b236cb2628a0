# The text of an exception is fixed when it is compiled.
# signature: float64(float64)
def f(x):
    if x < 0:
        raise ValueError(x)
    return x
# --- error E_EXCEPTION_ARGUMENT
#   exception_argument.py:5 in f: the argument of ValueError isn't a constant
#       5 |         raise ValueError(x)
#         |               ^^^^^^^^^^^^^
#   write: a constant text
