# A function with *args has no fixed C signature.
# signature: float64(float64)
def f(*x):
    return x[0]
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_star_args.py:3 in f: can't compile a function with *args
#       3 | def f(*x):
#   write: each argument by name; a C function has a fixed number of them
