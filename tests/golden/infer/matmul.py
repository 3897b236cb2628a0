# Matrix product is an operation for arrays alone: no number has it.
# signature: float64(float64, float64)
def f(x, y):
    return x @ y
# --- hir
#   f(x: float64, y: float64) -> float64
#   b0:
#     v0 = matmul x, y
#     ret v0
# --- error E_OPERANDS
#   matmul.py:4 in f: unsupported operands: float64 @ float64
#       4 |     return x @ y
#         |            ^^^^^
#         |            ^ float64, from the signature
#         |                ^ float64, from the signature
