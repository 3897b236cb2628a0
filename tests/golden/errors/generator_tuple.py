# A tuple of a length that only run time knows.
# signature: int64(int64)
def f(n):
    return tuple(i * i for i in range(n))[0]
# --- error E_GENERATOR_USE
#   generator_tuple.py:4 in f: a generator expression can only be used where its values are taken at once
#       4 |     return tuple(i * i for i in range(n))[0]
#         |                 ^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: it directly inside sum, any, all, min or max, or in the `for` statement
