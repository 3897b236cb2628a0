# The arguments have the names of the declaration, in another order.
# signature: double objective(unsigned n, const double *x, double *grad)


def f(x, n, grad):
    return x[0]
# --- error E_ANNOTATION
#   f takes x, n, grad, but the signature has the same names in another order: n, x, grad
#   write: the arguments in the signature's order, or other names
