# A tuple made with a star, of a pointer: nobody knows how long that is.
# signature: int64(float64*, int64)
def f(p, n):
    return (*p, n)[0]
# --- error E_SPLICE
#   splice_pointer.py:4 in f: only a tuple can stand behind * here, not float64*
#       4 |     return (*p, n)[0]
#         |              ^
#   write: a tuple, or its elements one by one
