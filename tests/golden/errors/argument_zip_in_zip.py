# Only the outermost zip() can be strict: another one may end first.
# signature: int64(int64)
def f(n):
    for a, (b, c) in zip(range(n), zip(range(n), range(3), strict=True)):
        n += a * b + c
    return n
# --- error E_ARGUMENT
#   argument_zip_in_zip.py:4 in f: argument 2 of zip must be something that doesn't raise at its end, not zip(range, range)
#       4 |     for a, (b, c) in zip(range(n), zip(range(n), range(3), strict=True)):
#         |                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
