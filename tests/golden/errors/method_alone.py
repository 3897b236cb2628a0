# A method knows its owner only where it's called.
# signature: int64(int64, boolean)
def f(n, c):
    method = n.bit_length
    return method() if c else apply(method)


def apply(method):
    return method()
# --- error E_CALLEE
#   method_alone.py:9 in apply: can't compile a call of a method that was taken from its owner elsewhere
#       9 |     return method()
#         |            ^^^^^^^^
#       5 |     return method() if c else apply(method)
#         |                               ^^^^^^^^^^^^^ apply is called here
