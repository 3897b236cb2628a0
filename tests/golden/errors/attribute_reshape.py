# Nor is reshape near to shape.
# signature: float64(float64)
import numpy as np

a = np.zeros((3, 4))


def f(x):
    return a.reshape(12)[0]
# --- error E_ATTRIBUTE
#   attribute_reshape.py:9 in f: float64[:, :] has no attribute reshape in compiled code
#       9 |     return a.reshape(12)[0]
#         |            ^^^^^^^^^
#   write: carray(pointer, shape) with that shape, or the array reshaped outside
