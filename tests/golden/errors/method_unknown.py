# Numbers have few methods in compiled code.
# signature: int64(int64)
def f(n):
    return n.to_bytes(4)
# --- error E_ATTRIBUTE
#   method_unknown.py:4 in f: int64 has no attribute to_bytes in compiled code
#       4 |     return n.to_bytes(4)
#         |            ^^^^^^^^^^
#         |            ^ int64, from the signature
#   the nearest that are there: item, conjugate and is_integer
