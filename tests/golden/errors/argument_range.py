# range takes integers.
# signature: float64(float64)
def f(x):
    total = 0.0
    for i in range(x):
        total += i
    return total
# --- error E_ARGUMENT
#   argument_range.py:5 in f: argument 1 of range must be an integer, not float64
#       5 |     for i in range(x):
#         |                    ^ float64, from the signature
