# Likewise: is it C's int, or Python's?
# signature: int(int)
def f(x):
    return x
# --- error E_TYPE_UNKNOWN
#   there is no type named int; did you mean intc (C's int) or int64?
#       int(int)
#       ^
