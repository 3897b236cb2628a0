# The owner of a method isn't counted.
# signature: int64(int64)
def f(n):
    return n.bit_length(2)
# --- error E_CALL_COUNT
#   method_count.py:4 in f: wrong number of arguments for (number).bit_length: 1
#       4 |     return n.bit_length(2)
#         |            ^^^^^^^^^^^^^^^
#   write: (number).bit_length()
