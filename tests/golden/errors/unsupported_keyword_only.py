# C passes arguments by position, and a keyword-only one has none.
# signature: float64(float64, float64)
def f(x, *, a):
    return x * a
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_keyword_only.py:3 in f: can't compile a function with keyword-only arguments
#       3 | def f(x, *, a):
#   write: the arguments without the *; C has no keywords and passes each by its position
