# C's __float128, which compiled code has no type for.
# signature: double f(__float128 x)
def f(x):
    return x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "double f(__float128 x)": compiled code has no __float128
#       double f(__float128 x)
#                ^
#   write: double
