# A bit-field has no address, so there is no array of them.
# signature: void(Record(a[type=uint32;offset=0;bits=0:3],b[type=uint32;offset=0;bits=3:5];4;True)*)
from upcall import carray


def f(p):
    a = carray(p, 3)
    a.b[:] = 1
# --- error E_BIT_FIELD
#   bit_field.py:8 in f: b is a bit-field: it has no address, so an array has no view of it
#       8 |     a.b[:] = 1
#         |     ^^^
#   write: that of one record at a time, a[i].x
