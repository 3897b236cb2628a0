# A function with **kwargs.
# signature: float64(float64)
def f(x, **options):
    return x
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_keywords.py:3 in f: can't compile a function with **kwargs
#       3 | def f(x, **options):
#   write: each argument by name; C has no keywords
