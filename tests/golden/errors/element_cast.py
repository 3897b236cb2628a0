# What an operation stores in an array that is there must be of the same kind.
# signature: void(int64*, double*)
from upcall import carray


def f(p, q):
    a = carray(p, 3)
    a += carray(q, 3)
# --- error E_ELEMENT_CAST
#   element_cast.py:8 in f: Cannot cast ufunc 'add' output from dtype('float64') to dtype('int64') with casting rule 'same_kind'
#       8 |     a += carray(q, 3)
#         |     ^^^^^^^^^^^^^^^^^
#   write: b[...] = ..., which casts whatever is stored
