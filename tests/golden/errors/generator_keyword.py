# A keyword that sum() doesn't have.
# signature: int64(int64)
def f(n):
    return sum((i * i for i in range(n)), first=3)
# --- error E_KEYWORD
#   generator_keyword.py:4 in f: builtins.sum doesn't take the keyword first in compiled code
#       4 |     return sum((i * i for i in range(n)), first=3)
#         |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
