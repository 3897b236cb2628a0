# An exception is made with numbers, constants and texts of them.
# signature: float64(float64*)
def f(p):
    if p[0] < 0:
        raise ValueError(p)
    return p[0]
# --- error E_EXCEPTION_ARGUMENT
#   exception_argument.py:5 in f: ValueError can't be made with float64*
#       5 |         raise ValueError(p)
#         |               ^^^^^^^^^^^^^
#   write: numbers, constants, or a text made of them
