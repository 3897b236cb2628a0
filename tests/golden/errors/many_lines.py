# An expression of several lines: the line of the operation is shown.
# signature: float64(float64)
def f(x):
    return (
        x
        + 1.0
        * no_such_name
    )
# --- error E_NAME_UNKNOWN
#   many_lines.py:7 in f: the name no_such_name isn't defined
#       7 |         * no_such_name
#         |           ^^^^^^^^^^^^
#   write: its definition before the decorator runs; names are frozen there
