# A signature with an argument too few.
# signature: float64(float64)
def f(x, y):
    return x + y
# --- error E_ARGUMENT_COUNT
#   argument_count.py:3 in f: f takes 2 arguments, but the signature gives it 1
#       3 | def f(x, y):
#   write: a signature with one type for each argument
