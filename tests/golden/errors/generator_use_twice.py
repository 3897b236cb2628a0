# A generator is used up after the first loop.
# signature: int64(int64)
def f(n):
    squares = (i * i for i in range(n))
    return sum(squares) + sum(squares)
# --- error E_GENERATOR_USE
#   generator_use_twice.py:4 in f: a generator expression can only be used where its values are taken at once
#       4 |     squares = (i * i for i in range(n))
#         |               ^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: it directly inside sum, any, all, min or max, or in the `for` statement
