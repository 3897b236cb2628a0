# C's _Float16, which compiled code has no type for.
# signature: double f(_Float16 x)
def f(x):
    return x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "double f(_Float16 x)": compiled code has no _Float16
#       double f(_Float16 x)
#                ^
#   write: float; there is no half precision in compiled code
