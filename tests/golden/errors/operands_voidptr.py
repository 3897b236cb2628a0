# A step from a pointer to anything, whose elements have no size.
# signature: voidptr(voidptr)
def f(p):
    return p + 1
# --- error E_OPERANDS
#   operands_voidptr.py:4 in f: unsupported operands: voidptr + int
#       4 |     return p + 1
#         |            ^^^^^
#         |            ^ voidptr, from the signature
#         |                ^ int
#   write: upcall.cast(p, "char *"), to count in bytes, or another type to count in its elements
