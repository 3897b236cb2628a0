# A tuple made with a star: not a list, though the bytecode makes one.
# signature: int64(float64*, int64)
def f(p, n):
    return (*p, n)[0]
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_star_in_tuple.py:4 in f: can't compile unpacking with * into a tuple
#       4 |     return (*p, n)[0]
#         |            ^^^^^^^
#   write: the elements, or join two tuples with +
