# An argument of no type.
# signature: double f(void x)
def f(x):
    return x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "double f(void x)": an argument can't be void
#       double f(void x)
#                ^
#   write: a signature such as "float64(float64, intc)"
