# The length of an array is no parameter and no constant.
# signature: double f(double x[n])
def f(x):
    return x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "double f(double x[n])": there is no parameter of this name
#       double f(double x[n])
#                         ^
#   write: a signature such as "float64(float64, intc)"
