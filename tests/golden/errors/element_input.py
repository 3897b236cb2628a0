# dtype= converts operands to what is of the same kind.
# signature: void(double*, double*)
import numpy as np

from upcall import carray


def f(p, q):
    carray(q, 3)[:] = np.add(carray(p, 3), 1, dtype=np.int64)
# --- error E_ELEMENT_INPUT
#   element_input.py:9 in f: Cannot cast ufunc 'add' input 0 from dtype('float64') to dtype('int64') with casting rule 'same_kind'
#       9 |     carray(q, 3)[:] = np.add(carray(p, 3), 1, dtype=np.int64)
#         |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: casting="unsafe", or x.astype(dtype) for that operand
