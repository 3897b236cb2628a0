# What lies in a va_list is the compiler's affair.
# signature: int f(va_list x)
def f(x):
    return x[0]
# --- error E_NOT_INDEXABLE
#   signature_va_list_read.py:4 in f: __va_list_tag* can't be indexed with int64
#       4 |     return x[0]
#         |            ^^^^
#         |            ^ __va_list_tag*, from the signature
#   write: a call of a function of its library; what it points to isn't known here
