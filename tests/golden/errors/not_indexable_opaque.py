# Nobody has said what is behind a handle.
# signature: int sqlite3_step(sqlite3_stmt *statement)
def f(statement):
    return statement[0]
# --- error E_NOT_INDEXABLE
#   not_indexable_opaque.py:4 in f: sqlite3_stmt* can't be indexed with int64
#       4 |     return statement[0]
#         |            ^^^^^^^^^^^^
#         |            ^^^^^^^^^ sqlite3_stmt*, from the signature
#   write: a call of a function of its library; what it points to isn't known here
