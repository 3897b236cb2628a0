# The length of an array is a parameter that is no integer.
# signature: double f(double n, double x[n])
def f(n, x):
    return n
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "double f(double n, double x[n])": the parameter of this name is no integer
#       double f(double n, double x[n])
#                                   ^
#   write: a signature such as "float64(float64, intc)"
