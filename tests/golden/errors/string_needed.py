# A string is looked for in a string.
# signature: int64(CPointer(char), int64)
def f(s, n):
    return s.find(n)
# --- error E_STRING_NEEDED
#   string_needed.py:4 in f: (string).find: int64 is no string; bytes, b"x", and C strings are
#       4 |     return s.find(n)
#         |            ^^^^^^^^^
