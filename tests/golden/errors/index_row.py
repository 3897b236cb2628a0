# A row of numbers is no place for a number.
# signature: void(float64*)
from upcall import carray


def f(p):
    a = carray(p, (3, 4))
    a[1] = 2.0
# --- error E_ROW_STORE
#   index_row.py:8 in f: a row of float64[:, :] can't be assigned at once
#       8 |     a[1] = 2.0
#         |     ^^^^
#   write: a loop over its elements, an integer for each axis: a[i, j] = x
