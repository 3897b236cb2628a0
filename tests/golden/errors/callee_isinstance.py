# isinstance: types are known when it is compiled.
# signature: float64(float64)
def f(x):
    return x if isinstance(x, float) else 0.0
# --- error E_CALLEE
#   callee_isinstance.py:4 in f: can't compile a call of the function isinstance
#       4 |     return x if isinstance(x, float) else 0.0
#         |                 ^^^^^^^^^^^^^^^^^^^^
#   write: the code for the one type; the types are those of the signature
