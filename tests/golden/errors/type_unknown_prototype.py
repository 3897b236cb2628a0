# A prototype of C's, which isn't read so far.
# signature: double(double, const double *, int)
def f(x, coefficients, n):
    return x
# --- error E_TYPE_UNKNOWN
#   there is no type named const
#       double(double, const double *, int)
#                      ^
#   write: the type without const; C's prototypes aren't read so far
