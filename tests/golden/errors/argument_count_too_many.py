# A signature with an argument too many.
# signature: float64(float64, float64)
def f(x):
    return x
# --- error E_ARGUMENT_COUNT
#   argument_count_too_many.py:3 in f: f takes 1 argument, but the signature gives it 2
#       3 | def f(x):
#   write: a signature with one type for each argument
