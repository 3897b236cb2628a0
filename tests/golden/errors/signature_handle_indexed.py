# What is behind a handle is the library's affair.
# signature: int f(sqlite3 *x)
def f(x):
    return x[0]
# --- error E_NOT_INDEXABLE
#   signature_handle_indexed.py:4 in f: sqlite3* can't be indexed with int64
#       4 |     return x[0]
#         |            ^^^^
#         |            ^ sqlite3*, from the signature
#   write: a call of a function of its library; what it points to isn't known here
