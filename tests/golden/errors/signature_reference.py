# A reference of C++.
# signature: double f(double &x)
def f(x):
    return x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "double f(double &x)": compiled code has no references
#       double f(double &x)
#                       ^
#   write: T *, a pointer
