# The truth of a C string: C asks for NULL, Python's bytes for emptiness.
# signature: int32(CPointer(char))
def f(s):
    return 1 if s else 2
# --- error E_TRUTH
#   truth_string.py:4 in f: char* is neither true nor false
#       4 |     return 1 if s else 2
#         |                 ^
#   write: s is not None, or len(s) > 0
