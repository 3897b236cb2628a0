# A pointer to an array.
# signature: double f(double (*x)[3])
def f(x):
    return x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "double f(double (*x)[3])": compiled code has no pointers to arrays
#       double f(double (*x)[3])
#                ^
#   write: a pointer to the first element
