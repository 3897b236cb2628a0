# C's long double, which compiled code has no type for.
# signature: double f(long double x)
def f(x):
    return x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "double f(long double x)": compiled code has no long double
#       double f(long double x)
#                ^
#   write: double
