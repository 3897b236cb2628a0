# What isn't one number in memory.
# signature: void(float64*)
from upcall import atomic_add, carray


def f(p):
    atomic_add(carray(p, (2, 3)), 1, 1.0)
# --- error E_ATOMIC_ADD
#   atomic_add.py:7 in f: atomic_add adds to an integer or a float in memory, not to float64[:, :] there
#       7 |     atomic_add(carray(p, (2, 3)), 1, 1.0)
#         |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: atomic_add(a, i, 1) with the index of one element of an array or behind a pointer, atomic_add(p, "n", 1) with the name of a field, or atomic_add(value, (), 1)
