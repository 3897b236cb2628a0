# A call of a function that takes **kwargs.
# signature: float64(float64)
def scaled(x, **options):
    return x


def f(x):
    return scaled(x, factor=2)
# --- error E_UNSUPPORTED_CONSTRUCT
#   call_of_kwargs.py:8 in f: can't compile a function with **kwargs
#       8 |     return scaled(x, factor=2)
#         |            ^^^^^^^^^^^^^^^^^^^
#   write: each argument by name; C has no keywords
