# A pattern of a sequence, for what a call returns: its type isn't known yet.
# signature: int64(int64)
def pair(n):
    return n, n + 1
def f(n):
    match pair(n):
        case (a, b):
            return a * b
    return 0
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_pattern.py:7 in f: can't compile a pattern of a sequence, for a value that may be one
#       7 |         case (a, b):
#         |              ^^^^^^
#   write: match (a, b), a tuple written out, or a chain of `if`
