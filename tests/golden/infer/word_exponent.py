# A constant of 2**63 and more is a word, not a negative number: n ** it is no float, and it is no index from the end.
# signature: uint64(int64)
import numpy as np

LARGE = np.uint64(2**64 - 1)


def f(n):
    return n**LARGE


# --- types
#   f(n: int64) -> uint64
#   b0:
#     v0: uint64 = pow n, 18446744073709551615
#     ret v0
