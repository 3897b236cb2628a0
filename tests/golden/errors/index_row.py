# A row of numbers is no place for a number.
# signature: void(float64*)
from upcall import carray


def f(p):
    a = carray(p, (3, 4))
    a[1] = 2.0
# --- error E_INDEX
#   index_row.py:8 in f: float64[:, :], whose ndim is 2, can't be indexed with int64
#       8 |     a[1] = 2.0
#         |     ^^^^
#   write: one integer for each dimension
