# np.power follows its arguments; of floats it is the operator.
# signature: float32(float32, float32)
import numpy as np


def f(x, y):
    return np.power(x, y)
# --- types
#   f(x: float32, y: float32) -> float32
#   b0:
#     v0: float32 = call numpy.power, x, y
#     ret v0
