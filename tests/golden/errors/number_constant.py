# Python's ord knows constants alone.
# signature: int64(int64)
def f(c):
    return ord("0") + ord(c)
# --- hir
#   f(c: int64) -> int64
#   b0:
#     v0 = call builtins.ord, c
#     v1 = add 48, v0
#     ret v1
# --- error E_ARGUMENT
#   number_constant.py:4 in f: argument 1 of ord must be a constant text of one character, not int64
#       4 |     return ord("0") + ord(c)
#         |                           ^ int64, from the signature
