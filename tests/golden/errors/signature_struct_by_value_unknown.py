# A struct by value that nothing is known of.
# signature: double f(struct point x)
def f(x):
    return x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "double f(struct point x)": nothing says what is in point
#       double f(struct point x)
#                ^
#   write: its fields before it, or a pointer to it
