# A method of tuples, misspelt: the names that are offered are the rows of methods.def.
# signature: int64(int64)
def f(n):
    return (n, 1, 2).indx(n)
# --- error E_ATTRIBUTE
#   attribute_of_tuple_nearly.py:4 in f: (int64, int64, int64) has no attribute indx in compiled code
#       4 |     return (n, 1, 2).indx(n)
#         |            ^^^^^^^^^^^^^^
#   write: index
