# Of strings compiled code knows which one it is.
# signature: int64(int64)
def f(n):
    name = "small" if n < 3 else "large"
    return n if name + "r" == "larger" else 0
# --- error E_OPERANDS
#   operands_strings.py:5 in f: unsupported operands: a string + 'r'
#       5 |     return n if name + "r" == "larger" else 0
#         |                 ^^^^^^^^^^
#         |                 ^^^^ a string
#         |                        ^^^ 'r'
#   write: integers; of strings compiled code knows only constants
