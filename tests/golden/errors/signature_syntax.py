# A signature that ends too early; the caret shows where.
# signature: float64(float64
def f(x):
    return x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "float64(float64": a comma or a closing parenthesis is expected here
#       float64(float64
#                      ^
#   write: a signature such as "float64(float64, intc)"
