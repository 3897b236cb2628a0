# A misspelt attribute of an array.
# signature: int64(float64*, int64)
from upcall import carray


def f(p, n):
    a = carray(p, n)
    return a.shap[0]
# --- error E_ATTRIBUTE
#   attribute_of_array.py:8 in f: float64[:] has no attribute shap in compiled code
#       8 |     return a.shap[0]
#         |            ^^^^^^
#         |            ^ float64[:], from line 7
#   write: shape
