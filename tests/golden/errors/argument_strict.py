# Whether zip() is strict decides what is compiled.
# signature: int64(int64)
def f(n):
    for a, b in zip(range(n), range(3), strict=n > 3):
        n += a * b
    return n
# --- error E_ARGUMENT
#   argument_strict.py:4 in f: argument 3 of zip must be True or False, written out, not boolean
#       4 |     for a, b in zip(range(n), range(3), strict=n > 3):
#         |                                                ^^^^^
