# The words have one meaning in Python and another one in C.
# signature: float(float)
def f(x):
    return x
# --- error E_TYPE_UNKNOWN
#   there is no type named float; did you mean float64, or float32 (C's float)?
#       float(float)
#       ^
