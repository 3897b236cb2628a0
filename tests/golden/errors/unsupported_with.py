# A with statement: the construct is named, not the opcode.
# signature: float64(float64)
def f(x):
    with open("name"):
        return x
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_with.py:4 in f: can't compile with statements
#       4 |     with open("name"):
#         |     ^^^^^^^^^^^^^^^^^^
#   write: what they guard outside of the callback; there is no GIL, no lock and no file inside
# --- error E_UNSUPPORTED_CONSTRUCT (also)
#   unsupported_with.py:4 in f: can't compile with statements
#       4 |     with open("name"):
#         |          ^^^^^^^^^^^^
#   write: what they guard outside of the callback; there is no GIL, no lock and no file inside
