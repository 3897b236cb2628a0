# A generator.
# signature: float64(float64)
def f(x):
    yield x
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_generator.py:3 in f: can't compile a generator
#       3 | def f(x):
#   write: a loop, or a function that is called for each value
