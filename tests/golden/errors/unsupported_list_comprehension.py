# A list comprehension, which is a function of its own before 3.12.
# signature: int64(int64)
def f(n):
    return sum([i * i for i in range(n)])
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_list_comprehension.py:4 in f: can't compile list comprehensions
#       4 |     return sum([i * i for i in range(n)])
#         |                ^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: np.fromiter((x * x for x in a), float), another generator expression, or a loop that fills np.empty(n)
