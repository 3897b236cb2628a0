# A generator that nothing takes the values of.
# signature: int64(int64)
def f(n):
    squares = (i * i for i in range(n))
    return len(squares)
# --- error E_GENERATOR_USE
#   generator_use.py:4 in f: a generator expression can only be used where its values are taken at once
#       4 |     squares = (i * i for i in range(n))
#         |               ^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: it directly inside sum, any, all, min or max, or in the `for` statement
