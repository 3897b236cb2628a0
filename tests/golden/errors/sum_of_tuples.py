# Only numbers can be added up.
# signature: float64(float64)
def f(x):
    return sum((x, (x, 1.0)))
# --- error E_ARGUMENT
#   sum_of_tuples.py:4 in f: argument 1 of sum must be a range, an array or a tuple of numbers, not (float64, (float64, float64))
#       4 |     return sum((x, (x, 1.0)))
#         |            ^^^^^^^^^^^^^^^^^^
