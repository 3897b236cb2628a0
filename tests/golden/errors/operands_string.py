# A C string is compared with a text.
# signature: int32(CPointer(char))
def f(s):
    return s == "item"
# --- error E_OPERANDS
#   operands_string.py:4 in f: unsupported operands: char* == 'item'
#       4 |     return s == "item"
#         |            ^^^^^^^^^^^
#         |            ^ char*, from the signature
#         |                 ^^^^^^ 'item'
#   write: b"x", bytes as C has them
