# Elements of another size lie beside one another, in a last axis without gaps.
# signature: int32(float64*)
import numpy as np
from upcall import carray


def f(p):
    return carray(p, (4, 6))[:, ::2].view(np.int32)[0, 1]
# --- error E_ARGUMENT
#   argument_view.py:8 in f: argument 1 of (array).view must be an array whose last axis has no gaps, as far as its type says, not float64[:, :] strided
#       8 |     return carray(p, (4, 6))[:, ::2].view(np.int32)[0, 1]
#         |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
