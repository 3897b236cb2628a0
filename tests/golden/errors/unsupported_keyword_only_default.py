# Also where it has a default, which C can't leave out.
# signature: float64(float64)
def f(x, *, a=2.0):
    return x * a
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_keyword_only_default.py:3 in f: can't compile a function with keyword-only arguments
#       3 | def f(x, *, a=2.0):
#   write: the arguments without the *; C has no keywords and passes each by its position
