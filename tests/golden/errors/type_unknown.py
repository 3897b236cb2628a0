# A type that is misspelt: the nearest name is offered.
# signature: flaot64(float64)
def f(x):
    return x
# --- error E_TYPE_UNKNOWN
#   there is no type named flaot64; did you mean float64?
#       flaot64(float64)
#       ^
