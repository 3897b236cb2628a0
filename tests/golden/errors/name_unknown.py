# A global that is defined nowhere.
# signature: float64(float64)
def f(x):
    return x * no_such_factor
# --- error E_NAME_UNKNOWN
#   name_unknown.py:4 in f: the name no_such_factor isn't defined
#       4 |     return x * no_such_factor
#         |                ^^^^^^^^^^^^^^
#   write: its definition before the decorator runs; names are frozen there
