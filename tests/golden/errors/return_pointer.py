# A pointer to other things is returned than the signature says.
# signature: CPointer(int32)(CPointer(float64))
def f(p):
    return p
# --- error E_RETURN_TYPE
#   return_pointer.py:4 in f: the function returns float64*, which doesn't convert to the signature's int32*
#       4 |     return p
#         |     ^^^^^^^^
#   write: upcall.cast(p, "int32*"), if that is what lies there
