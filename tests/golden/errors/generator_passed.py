# A generator as the argument of a function of the user's.
# signature: int64(int64)
def total(values):
    result = 0
    for value in values:
        result += value
    return result
def f(n):
    return total(i * i for i in range(n))
# --- error E_GENERATOR_USE
#   generator_passed.py:9 in f: a generator expression can only be used where its values are taken at once
#       9 |     return total(i * i for i in range(n))
#         |                 ^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: it directly inside sum, any, all, min or max, or in the `for` statement
