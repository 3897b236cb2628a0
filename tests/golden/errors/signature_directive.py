# There is no preprocessor.
# signature: #include <math.h>
def f(x):
    return x
# --- error E_SIGNATURE_SYNTAX
#   can't read the signature "#include <math.h>": there is no preprocessor here
#       #include <math.h>
#       ^
#   write: the text that gcc -E makes of it, without its lines that begin with #
