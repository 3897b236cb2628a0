# A struct in the text has one inside that nothing is known of.
# signature: double f(struct { struct inner i; } *x)
def f(x):
    return x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "double f(struct { struct inner i; } *x)": nothing says what is in inner
#       double f(struct { struct inner i; } *x)
#                ^
#   write: its fields before, or a pointer to it
