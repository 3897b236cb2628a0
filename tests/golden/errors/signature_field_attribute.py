# An attribute that moves a field.
# signature: double f(struct { char c; int n __attribute__((packed)); } *x)
def f(x):
    return x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "double f(struct { char c; int n __attribute__((packed)); } *x)": this attribute changes how a value lies in memory
#       double f(struct { char c; int n __attribute__((packed)); } *x)
#                                       ^
#   write: the attribute behind the closing brace of the struct, for all of it
