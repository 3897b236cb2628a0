# A set comprehension.
# signature: boolean(int64)
def f(n):
    return 4 in {i * i for i in range(n)}
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_set_comprehension.py:4 in f: can't compile set comprehensions
#       4 |     return 4 in {i * i for i in range(n)}
#         |                 ^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: a loop, or any(x == y for x in a) for the question whether y is in it
