# NumPy refuses the difference of bools.
# signature: void(bool*, bool*)
from upcall import carray


def f(p, q):
    a = carray(p, 3)
    a[0] = (a - carray(q, 3))[0]
# --- error E_OPERANDS
#   operand_boolean_subtract.py:8 in f: unsupported operands: boolean[:] - boolean[:]
#       8 |     a[0] = (a - carray(q, 3))[0]
#         |             ^^^^^^^^^^^^^^^^
#         |             ^ boolean[:], from line 7
#         |                 ^^^^^^^^^^^^ boolean[:]
#   write: a ^ b, or np.logical_xor(a, b); numpy boolean subtract, the `-` operator, is not supported
