# What lies in a va_list is the compiler's affair.
# signature: int f(va_list x)
def f(x):
    return x[0]
# --- error E_NOT_INDEXABLE
#   signature_va_list_read.py:4 in f: voidptr can't be indexed with int64
#       4 |     return x[0]
#         |            ^^^^
#         |            ^ voidptr, from the signature
#   write: carray(pointer, shape, dtype) first, an array of numbers
