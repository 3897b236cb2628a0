# Words that are no type together.
# signature: unsigned double f(int x)
def f(x):
    return x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "unsigned double f(int x)": these words are no type together
#       unsigned double f(int x)
#       ^
#   write: a signature such as "float64(float64, intc)"
