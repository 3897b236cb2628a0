# An array without a length at the end of a record is no array: it is read as a pointer is.
# signature: void(Record(n[type=int32;offset=0],x[type=float64[];offset=8];8;True)*)
def f(p):
    p.x[0] = 1.0
    p.x = 2.0
# --- error E_OPEN_ARRAY
#   open_array.py:5 in f: x is an array without a length at the end of a record, where nothing says how many there are
#       5 |     p.x = 2.0
#         |     ^^^
#   write: p.x[i], as through a pointer, or carray(p.x, n)
