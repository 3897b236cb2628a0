# A field that isn't one number.
# signature: void(Record(n[type=int64;offset=0],ok[type=boolean;offset=8];16;True)*)
from upcall import atomic_add


def f(p):
    atomic_add(p, "ok", 1)
# --- error E_ATOMIC_ADD
#   atomic_add_field.py:7 in f: atomic_add adds to an integer or a float in memory, not to Record(n[type=int64;offset=0],ok[type=boolean;offset=8];16;True)* there
#       7 |     atomic_add(p, "ok", 1)
#         |     ^^^^^^^^^^^^^^^^^^^^^^
#   write: atomic_add(a, i, 1) with the index of one element of an array or behind a pointer, atomic_add(p, "n", 1) with the name of a field, or atomic_add(value, (), 1)
