# What *args take is the rest of the signature's arguments; an argument behind it that has no default is C's to leave out.
# signature: float64(float64)
def f(*x, y):
    return x[0] * y
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_star_args.py:3 in f: can't compile a function with *args
#       3 | def f(*x, y):
#   write: each argument by name; a C function has a fixed number of them
