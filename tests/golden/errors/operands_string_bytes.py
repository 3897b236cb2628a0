# Bytes that aren't characters are compared with characters.
# signature: int32(CPointer(uint8))
def f(s):
    return s == b"item"
# --- error E_OPERANDS
#   operands_string_bytes.py:4 in f: unsupported operands: uint8* == bytes
#       4 |     return s == b"item"
#         |            ^^^^^^^^^^^^
#         |            ^ uint8*, from the signature
#         |                 ^^^^^^^ bytes
#   write: upcall.cast(s, "char *"), if that is a C string
