# A Value stands where its number is meant.
# signature: float64(float64)
from upcall import Value

GAIN = Value(2.0)


def f(x):
    return GAIN * x
# --- error E_OPERANDS
#   operands_value.py:9 in f: unsupported operands: a Value of float64 * float64
#       9 |     return GAIN * x
#         |            ^^^^^^^^
#         |            ^^^^ a Value of float64
#         |                   ^ float64, from the signature
#   write: .value, for its number
