# A count of np.uint64 that is beyond int64 isn't a negative one.
# signature: int64(int64)
import numpy as np

MANY = np.uint64(2**63 + 1)


def f(x):
    return len((x, x) * MANY)
# --- error E_TUPLE_REPEAT
#   tuple_repeat_word.py:9 in f: a tuple is repeated a constant number of times, and has at most 1000 elements then
#       9 |     return len((x, x) * MANY)
#         |                ^^^^^^^^^^^^^
